// @ts-check
/** Loading VGG16 from an `.h5` of Keras: netc against Keras, which has written the file. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, table } from './figures.mjs';

const contenders = fileURLToPath(new URL('contenders', import.meta.url));

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function turn(command, args) {
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  const milliseconds = Number(/"milliseconds": ?([\d.]+)/.exec(stdout)?.[1]);
  const bytes = Number(/"bytes": ?(\d+)/.exec(stdout)?.[1]);
  if (!Number.isFinite(milliseconds)) throw new Error(stderr.trim().split('\n').at(-1));
  return { milliseconds, bytes };
}

/**
 * @param {string} python
 * @param {number} rounds
 */
export function compareWeights(python, rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'netc-bench-weights-'));
  try {
    const path = join(folder, 'vgg16.h5');
    spawnSync(python, [join(contenders, 'keras_weights.py'), 'write', path]);
    const fileBytes = statSync(path).size;
    /** @type {readonly (readonly [string, string, readonly string[]])[]} */
    const all = [
      ['Keras', python, [join(contenders, 'keras_weights.py'), 'load', path]],
      ['netc', process.execPath, [join(contenders, 'netc_weights.mjs'), path]],
    ];
    /** @type {Map<string, { milliseconds: number, bytes: number }[]>} */
    const turns = new Map();
    for (let round = 0; round < rounds; round += 1)
      for (const [name, command, args] of all)
        turns.set(name, [...(turns.get(name) ?? []), turn(command, args)]);
    const time = (/** @type {string} */ name) =>
      median((turns.get(name) ?? []).map(({ milliseconds }) => milliseconds));
    console.log(
      `\nLoading VGG16 from an .h5 of ${(fileBytes / 1e6).toFixed(0)} MB (× Keras; memory × the file):`,
    );
    table(
      [...turns].map(([name, values]) => [
        name,
        `${time(name).toFixed(0)} ms`,
        (time(name) / time('Keras')).toFixed(2),
        `${(median(values.map(({ bytes }) => bytes)) / 1e6).toFixed(0)} MB`,
        (median(values.map(({ bytes }) => bytes)) / fileBytes).toFixed(2),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
