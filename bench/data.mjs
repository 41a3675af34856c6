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
const REFERENCE = 'Keras, image_dataset_from_directory';
const AUGMENTED_REFERENCE = 'Keras, ImageDataGenerator, augmented';
const AUGMENTED = 'netc, augmented';

/**
 * One turn of a contender: in each epoch photos a second, and milliseconds of processor a photo where it tells; or why there
 * is nothing.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {{ readonly rates: readonly number[], readonly processor: readonly number[] } | string}
 */
function turn(command, args) {
  const { stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  /** @param {string} name */
  const numbers = (name) =>
    new RegExp(`"${name}": ?\\[([^\\]]*)\\]`).exec(stdout)?.[1]?.split(',').map(Number);
  const rates = numbers('rates');
  if (rates !== undefined) return { rates, processor: numbers('processor') ?? [] };
  return stderr.trim().split('\n').at(-1) ?? '';
}

/**
 * Of some turns, the figure of the first epoch and that of the later ones. Of a contender with one epoch every epoch is like
 * the first.
 * @param {readonly (readonly number[])[]} turns
 */
function figures(turns) {
  return {
    first: median(turns.flatMap(([first]) => first ?? [])),
    later: median(turns.flatMap(([first, ...later]) => (later.length > 0 ? later : (first ?? [])))),
  };
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
  const netc = join(contenders, 'netc_data.mjs');
  /** @type {readonly (readonly [string, string, readonly string[]])[]} */
  const all = [
    [REFERENCE, python, [keras, 'dataset', folder, EPOCHS]],
    ['Keras, ImageDataGenerator', python, [keras, 'generator', folder, '2']],
    ['torchvision', python, [join(contenders, 'torchvision_data.py'), folder, '2']],
    ['netc', process.execPath, [netc, 'plain', folder, EPOCHS]],
    [AUGMENTED_REFERENCE, python, [keras, 'augmented', folder, '1']],
    [AUGMENTED, process.execPath, [netc, 'augmented', folder, EPOCHS]],
  ];
  /** @type {Map<string, { readonly rates: (readonly number[])[], readonly processor: (readonly number[])[] }>} */
  const turns = new Map(all.map(([name]) => [name, { rates: [], processor: [] }]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, command, args] of all) {
      const result = turn(command, args);
      if (typeof result === 'string') {
        console.error(`${name}: ${result}`);
        continue;
      }
      turns.get(name)?.rates.push(result.rates);
      turns.get(name)?.processor.push(result.processor);
    }
  }
  /** @param {string} name */
  const ratesOf = (name) => figures(turns.get(name)?.rates ?? []);
  const reference = ratesOf(REFERENCE);
  /** @param {number} value */
  const milliseconds = (value) => (Number.isNaN(value) ? '' : `${value.toFixed(2)} ms`);
  console.log(
    '\nPhotos a second from JPEG to batch, 150×150 (× image_dataset_from_directory), and processor a photo:',
  );
  table([
    ['', 'first epoch', '×', 'later', '×', 'processor', 'later'],
    ...[...turns]
      .filter(([, { rates }]) => rates.length > 0)
      .map(([name, { rates, processor }]) => {
        const { first, later } = figures(rates);
        const used = figures(processor);
        return [
          name,
          first.toFixed(0),
          (first / reference.first).toFixed(2),
          later.toFixed(0),
          (later / reference.later).toFixed(2),
          milliseconds(used.first),
          milliseconds(used.later),
        ];
      }),
  ]);
  const generator = ratesOf(AUGMENTED_REFERENCE).later;
  const augmented = ratesOf(AUGMENTED);
  console.log(
    `  netc, augmented, is ${(augmented.first / generator).toFixed(1)} (first epoch) and ${(augmented.later / generator).toFixed(1)} (later) of ImageDataGenerator, augmented`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setUp();
  compareData(pythonEnvironment('bench', join(root, 'bench', 'requirements.txt')), {
    photos: resolve(option('photos', join(root, 'data', 'pets'))),
    rounds: Number(option('rounds', '3')),
  });
}
