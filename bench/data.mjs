// @ts-check
/**
 * From JPEG to ready batch: photos a second at 150×150 against Keras and torchvision, as ratios within this run.
 * Contenders take turns. `--photos FOLDER` (data/pets), with classes directly in it or below `train`; `--rounds N` (3).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonEnvironment } from '../scripts/oracles.mjs';
import { root, setUp } from '../scripts/setup.mjs';
import { median, option, table } from './figures.mjs';

const contenders = join(root, 'bench', 'contenders');
const EPOCHS = '3';

/**
 * One turn of a contender: photos a second in each epoch, or why there are none.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {readonly number[] | string}
 */
function turn(command, args) {
  const { stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  const said = /"rates": ?\[([^\]]*)\]/.exec(stdout)?.[1];
  if (said !== undefined) return said.split(',').map(Number);
  return stderr.trim().split('\n').at(-1) ?? '';
}

/** Reads every file once: a disk that is slow the first time would be blamed on whoever comes first.
 * @param {string} folder
 */
function warm(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) readFileSync(join(entry.parentPath, entry.name));
}

/**
 * @param {string} python
 * @param {{ readonly photos: string, readonly rounds: number }} settings
 */
export function compareData(python, { photos, rounds }) {
  const folder = existsSync(join(photos, 'train')) ? join(photos, 'train') : photos;
  warm(folder);
  const keras = join(contenders, 'keras_data.py');
  /** @type {readonly (readonly [string, string, readonly string[]])[]} */
  const all = [
    ['Keras, image_dataset_from_directory', python, [keras, 'dataset', folder, EPOCHS]],
    ['Keras, ImageDataGenerator', python, [keras, 'generator', folder, '2']],
    ['Keras, ImageDataGenerator, augmented', python, [keras, 'augmented', folder, '1']],
    ['torchvision', python, [join(contenders, 'torchvision_data.py'), folder, '2']],
    ['netc', process.execPath, [join(contenders, 'netc_data.mjs'), folder, EPOCHS]],
  ];
  /** @type {Map<string, { readonly first: number[], readonly later: number[] }>} */
  const rates = new Map();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, command, args] of all) {
      const result = turn(command, args);
      if (typeof result === 'string') {
        console.error(`${name}: ${result}`);
        continue;
      }
      const { first, later } = rates.get(name) ?? { first: [], later: [] };
      const [beginning = Number.NaN, ...rest] = result;
      first.push(beginning);
      // Of a contender with one epoch every epoch is like the first.
      later.push(...(rest.length === 0 ? result : rest));
      rates.set(name, { first, later });
    }
  }
  const reference = rates.get('Keras, image_dataset_from_directory') ?? { first: [], later: [] };
  console.log('\nPhotos a second from JPEG to batch, 150×150 (× image_dataset_from_directory):');
  table([
    ['', 'first epoch', '×', 'later', '×'],
    ...[...rates].map(([name, { first, later }]) => [
      name,
      median(first).toFixed(0),
      (median(first) / median(reference.first)).toFixed(2),
      median(later).toFixed(0),
      (median(later) / median(reference.later)).toFixed(2),
    ]),
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setUp();
  compareData(pythonEnvironment('bench', join(root, 'bench', 'requirements.txt')), {
    photos: resolve(option('photos', join(root, 'data', 'pets'))),
    rounds: Number(option('rounds', '3')),
  });
}
