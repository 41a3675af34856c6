// @ts-check
/**
 * Both phases of `examples/vgg_finetune.net` in netc with its augmentation, as `netc run` trains them, on the photos in a
 * folder's `data/pets`: `netc_augmented.mjs FOLDER PRECISION`. Prints one line of JSON: for each phase milliseconds of a step of
 * 20 photos, from the end of the first step to that of the last one of the second epoch.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findTensorflow } from '../../dist/runtime/engines/install/locate.js';
import { runTraining } from '../../dist/runtime/project/run-training.js';

const [folder = '.', precision = 'float32'] = process.argv.slice(2);
const root = resolve(import.meta.dirname, '..', '..');
const text = readFileSync(join(root, 'examples', 'vgg_finetune.net'), 'utf8')
  .replace(/, weights: "[^"]*"/, '')
  .replace(/epochs: \d+/g, 'epochs: 2')
  .replace(/^ *augment: .*$/m, `$&\n  precision: ${precision}`);
const file = join(folder, `augmented-${precision}.net`);
writeFileSync(file, text);

/** When the steps of each phase's second epoch ended. @type {Map<string, number[]>} */
const ends = new Map();
await runTraining({
  file,
  workingDirectory: folder,
  settings: {},
  engine: findTensorflow({ gpu: false }) === undefined ? 'auto' : 'tensorflow',
  stop: new AbortController().signal,
  progress: ({ stage, phase: { name }, epoch }) => {
    if (stage === 'train' && epoch === 2) ends.set(name, [...(ends.get(name) ?? []), performance.now()]);
  },
});
const figures = [...ends].map(([phase, times]) => {
  const [first = Number.NaN] = times;
  return [`${phase}.step`, ((times.at(-1) ?? Number.NaN) - first) / (times.length - 1)];
});
console.log(JSON.stringify(Object.fromEntries(figures)));
