// @ts-check
/**
 * The first phase of `examples/vgg_finetune.net` without augmentation in netc, as `netc run` trains it, on a part of the photos:
 * `netc_epochs.mjs PHOTOS PRECISION`. Prints one line of JSON: milliseconds from one epoch's end to the next, with reading
 * features, validation and saving, and the numbers of photos.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findTensorflow } from '../../dist/runtime/engines/install/locate.js';
import { runTraining } from '../../dist/runtime/project/run-training.js';
import { median } from '../figures.mjs';
import { partOfPhotos } from '../part-of-photos.mjs';

const [photos = 'data/pets', precision = 'float32'] = process.argv.slice(2);
const root = resolve(import.meta.dirname, '..', '..');
const epochs = 6;
/** Photos of each class. */
const counts = { train: 50, validation: 25, test: 1 };
const folder = partOfPhotos(resolve(root, photos), counts);

try {
  const text = readFileSync(join(root, 'examples', 'vgg_finetune.net'), 'utf8');
  const plain = text
    .replace(/^ *augment: .*$/m, `  precision: ${precision}`)
    .replace(/, weights: "[^"]*"/, '')
    .replace(/epochs: 30/, `epochs: ${epochs}`)
    .replace(/ {2}phase fine \{[^}]*\}/, '');
  writeFileSync(join(folder, 'top.net'), plain);
  /** @type {number[]} */
  const ends = [];
  await runTraining({
    file: join(folder, 'top.net'),
    workingDirectory: folder,
    settings: {},
    engine: findTensorflow({ gpu: false }) === undefined ? 'auto' : 'tensorflow',
    stop: new AbortController().signal,
    event: ({ event }) => {
      if (event === 'epoch') ends.push(performance.now());
    },
  });
  const epoch = median(ends.slice(1).map((end, index) => end - (ends[index] ?? Number.NaN)));
  console.log(JSON.stringify({ epoch, train: 2 * counts.train, validation: 2 * counts.validation }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
