// @ts-check
/**
 * Both phases of `examples/vgg_finetune.net` in netc with its augmentation, as `netc run` trains them, on the photos in a
 * folder's `data/pets`: `netc_augmented.mjs FOLDER PRECISION`. Prints one line of JSON: for each phase milliseconds of a step of
 * 20 photos, from the end of the first step to that of the last one of the second epoch: by the clock, and of the processor.
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

/** At the end of each step of a phase's second epoch: milliseconds so far, and those of the processor. */
/** @type {Map<string, { readonly step: number, readonly processor: number }[]>} */
const ends = new Map();
await runTraining({
  file,
  workingDirectory: folder,
  settings: {},
  engine: findTensorflow({ gpu: false }) === undefined ? 'auto' : 'tensorflow',
  stop: new AbortController().signal,
  progress: ({ stage, phase: { name }, epoch }) => {
    if (stage !== 'train' || epoch !== 2) return;
    const { user, system } = process.cpuUsage();
    const now = { step: performance.now(), processor: (user + system) / 1000 };
    ends.set(name, [...(ends.get(name) ?? []), now]);
  },
});
const figures = [...ends].flatMap(([phase, times]) =>
  /** @type {const} */ (['step', 'processor']).map((name) => {
    const [first, last] = [times[0]?.[name], times.at(-1)?.[name]];
    return [`${phase}.${name}`, ((last ?? Number.NaN) - (first ?? Number.NaN)) / (times.length - 1)];
  }),
);
console.log(JSON.stringify(Object.fromEntries(figures)));
