// @ts-check
/**
 * What a million photos take that are only known: links to a few files in two folders of classes. `--count N` (1,000,000).
 */
import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/setup.mjs';
import { table } from './figures.mjs';

/** Links of one file: file systems allow some 60,000. */
const LINKS = 20_000;

/**
 * @param {string} folder
 * @param {number} count
 */
function link(folder, count) {
  for (const name of ['cat', 'dog']) mkdirSync(join(folder, name));
  for (let number = 0; number < count; number += 1) {
    const name = number % 2 === 0 ? 'cat' : 'dog';
    const source = join(folder, String(Math.floor(number / LINKS)));
    if (number % LINKS === 0) writeFileSync(source, 'known by its name alone');
    linkSync(source, join(folder, name, `${name}.${String(number).padStart(7, '0')}.jpg`));
  }
}

/** @param {number} count */
export function measureHeld(count) {
  const folder = mkdtempSync(join(tmpdir(), 'netc-bench-'));
  try {
    link(folder, count);
    const script = join(root, 'bench', 'contenders', 'netc_held.mjs');
    const { stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', script, folder], {
      encoding: 'utf8',
    });
    const figure = (/** @type {string} */ name) =>
      Number(new RegExp(`"${name}":([\\d.]+)`).exec(stdout)?.[1]);
    if (figure('photos') !== count) throw new Error(stderr);
    console.log(`\n${count.toLocaleString('en')} photos that are known:`);
    table([
      ['held, a photo', `${figure('bytes').toFixed(0)} bytes`],
      ['found and divided in', `${figure('seconds').toFixed(1)} s`],
      ['most resident memory until then', `${figure('peak').toFixed(0)} MiB`],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
