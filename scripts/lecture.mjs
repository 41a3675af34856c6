// @ts-check
/**
 * `npm run lecture`: the lecture's table, from photos to figures. Draws what `examples/lecture` learns from, trains the base
 * once and every recipe for each seed, and prints how often each is right on the test photos. What is drawn or trained
 * already is not done again, and a run that was stopped goes on: give the same command once more.
 *
 *   npm run lecture -- --seeds 3 --folder lecture
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { root, setUp } from './setup.mjs';

/** The lines of the table: a train or an ensemble of pets.net, and what it is. */
const recipes = /** @type {const} */ ([
  ['small', 'small ConvNet'],
  ['augmented', 'with dropout and augmentation'],
  ['frozen', 'pretrained base, new top'],
  ['block', 'last block fine-tuned'],
  ['tuned', 'whole base fine-tuned'],
  ['bagged', 'five of those, bagged'],
]);

/** Photos of each split, and their longest side in pixels: more than the programs' 96, as those of a camera would be. */
const photos = {
  animals: { without: 'cat,dog', train: 12_000, validation: 1_000, test: 1_000 },
  pets: { train: 1_000, validation: 500, test: 4_000 },
};
const size = 160;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    folder: { type: 'string', default: 'lecture' },
  },
});
const seeds = Number(values.seeds);
if (!Number.isSafeInteger(seeds) || seeds < 1) {
  console.error(`--seeds ${values.seeds}: give how many seeds to train with, a whole number from 1`);
  process.exit(2);
}
const folder = resolve(values.folder);

/**
 * Runs netc in the folder, its output shown; ends with its exit code where it fails.
 * @param {readonly string[]} words
 */
function netc(words) {
  console.log(`\n$ netc ${words.join(' ')}`);
  const command = [join(root, 'bin', 'netc.js'), ...words];
  const { status } = spawnSync(process.execPath, command, { cwd: folder, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 2);
}

/**
 * What is read of the records of runs, of ensembles and of their measurements.
 * @typedef {{
 *   readonly status?: string,
 *   readonly seed?: number,
 *   readonly members?: readonly { readonly dataSeed?: number }[],
 *   readonly test?: { readonly accuracy?: number },
 *   readonly accuracy?: number,
 * }} Written
 */

/**
 * @param {string} path
 * @returns {Written | undefined} what a file of JSON says; undefined where there is none
 */
function json(path) {
  if (!existsSync(path)) return undefined;
  /** @type {unknown} */
  const written = JSON.parse(readFileSync(path, 'utf8'));
  return /** @type {Written} */ (written);
}

/**
 * The last run of a train or an ensemble with a seed, and whether it is finished.
 * @param {string} name
 * @param {number} seed
 */
function runOf(name, seed) {
  const runs = join(folder, 'runs');
  const found = existsSync(runs) ? readdirSync(runs).filter((run) => run.replace(/^\d+-/, '') === name) : [];
  for (const run of found.sort().reverse()) {
    const record = json(join(runs, run, 'run.json')) ?? json(join(runs, run, 'ensemble.json'));
    const its = record?.members?.[0]?.dataSeed ?? record?.seed;
    if (its === seed) return { path: `runs/${run}`, done: record?.status === 'done' };
  }
  return undefined;
}

/**
 * Trains what is not trained yet, and goes on with what was stopped.
 * @param {string} file
 * @param {string} name
 * @param {number} seed
 * @returns {string} its folder
 */
function trained(file, name, seed) {
  const program = join(root, 'examples', 'lecture', file);
  const before = runOf(name, seed);
  if (before === undefined) netc(['run', program, '--train', name, '--seed', String(seed)]);
  else if (!before.done) netc(['run', program, '--resume', before.path]);
  const run = runOf(name, seed);
  if (run === undefined) throw new Error(`${name} has left no run in ${folder}`);
  return run.path;
}

/**
 * The share of the test photos that a run tells right.
 * @param {string} run
 * @returns {number}
 */
function accuracyOf(run) {
  const measured = json(join(folder, run, 'run.json'))?.test?.accuracy;
  if (measured !== undefined) return measured;
  const kept = join(folder, run, 'test.json');
  if (!existsSync(kept)) {
    const command = [join(root, 'bin', 'netc.js'), 'eval', run, '--json'];
    const { status, stdout } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) process.exit(status ?? 2);
    writeFileSync(kept, stdout);
  }
  return json(kept)?.accuracy ?? NaN;
}

setUp();
mkdirSync(folder, { recursive: true });
for (const [kind, counts] of Object.entries(photos)) {
  const flags = Object.entries({ ...counts, size }).flatMap(([flag, value]) => [`--${flag}`, String(value)]);
  netc(['sample', kind, `data/${kind}`, ...flags]);
}
trained('animals.net', 'pretrain', 1);
/** Ten apart, since the members of an ensemble take the seeds that follow its own. */
const chosen = Array.from({ length: seeds }, (_, i) => 10 * (i + 1));
const shares = recipes.map(([name]) => chosen.map((seed) => accuracyOf(trained('pets.net', name, seed))));

const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(1)} %`.padStart(9);
console.log(`\nOf ${photos.pets.test} test photos are told right:\n`);
console.log(`${' '.repeat(32)}${chosen.map((seed) => `seed ${seed}`.padStart(9)).join('')}     mean`);
recipes.forEach(([, words], line) => {
  const row = shares[line] ?? [];
  const mean = row.reduce((sum, share) => sum + share, 0) / row.length;
  console.log(`${words.padEnd(32)}${[...row, mean].map(percent).join('')}`);
});
