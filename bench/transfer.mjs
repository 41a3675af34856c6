// @ts-check
/**
 * Transfer learning as `examples/vgg_finetune.net` has it, against Keras: steps without augmentation, and thirty epochs put
 * together from them; training on photos with augmentation, as it is run.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from '../scripts/setup.mjs';
import { median, option, table } from './figures.mjs';
import { partOfPhotos } from './part-of-photos.mjs';

const contenders = join(root, 'bench', 'contenders');

/** What the recipe is trained on, in batches of 20. */
const [trainBatches, validationBatches, photos, epochs] = [100, 50, 3000, 30];

/** Photos of each class that augmented training is measured on: ten steps an epoch. */
const counts = { train: 100, validation: 1, test: 1 };

/** @typedef {Readonly<Record<string, number>>} Figures */

/**
 * One turn of a contender: the figures in its last line; none where it cannot run.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Figures}
 */
function turn(command, args) {
  const { stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  const line = stdout.trim().split('\n').at(-1) ?? '';
  const figures = line.startsWith('{') ? /** @type {Figures} */ (JSON.parse(line)) : undefined;
  if (figures !== undefined) return figures;
  console.error(`${args.join(' ')}: ${stderr.trim().split('\n').at(-1) ?? ''}`);
  return {};
}

/**
 * @param {string} python
 * @param {string} pets a folder that `netc sample pets` has drawn
 */
export function compareTransfer(python, pets) {
  const steps = option('steps', '5');
  const folder = partOfPhotos(resolve(pets), counts);
  const train = join(folder, 'data', 'pets', 'train');
  /** @type {(name: string, ...args: readonly string[]) => [string, readonly string[]]} */
  const keras = (name, ...args) => [python, [join(contenders, name), ...args]];
  /** @type {typeof keras} */
  const netc = (name, ...args) => [process.execPath, [join(contenders, name), ...args]];
  const all = {
    keras: keras('keras_transfer.py', steps),
    float32: netc('netc_transfer.mjs', steps, 'float32'),
    bfloat16: netc('netc_transfer.mjs', steps, 'bfloat16'),
    generator: keras('keras_augmented.py', 'generator', train),
    augmented: netc('netc_augmented.mjs', folder, 'float32'),
    dataset: keras('keras_augmented.py', 'dataset', train),
    augmentedLow: netc('netc_augmented.mjs', folder, 'bfloat16'),
    epochs: netc('netc_epochs.mjs', resolve(pets)),
  };
  /** @type {Map<string, Figures[]>} */
  const turns = new Map(Object.keys(all).map((name) => [name, []]));
  try {
    for (let round = 0; round < Number(option('rounds', '3')); round += 1)
      for (const [name, [command, args]] of Object.entries(all)) turns.get(name)?.push(turn(command, args));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  report((name, figure) => median((turns.get(name) ?? []).flatMap((each) => each[figure] ?? [])));
}

/**
 * @param {string} name
 * @param {number} value milliseconds
 * @param {number} reference
 * @returns {[string, string, string]}
 */
function row(name, value, reference) {
  const time = value < 10_000 ? `${value.toFixed(value < 100 ? 1 : 0)} ms` : `${(value / 1000).toFixed(0)} s`;
  return [name, time, (value / reference).toFixed(3)];
}

/** @param {(contender: string, figure: string) => number} figure medians of all turns */
function report(figure) {
  for (const phase of ['top', 'fine']) {
    const step = figure('keras', `${phase}.step`);
    console.log(`\nPhase ${phase} of vgg_finetune.net without augmentation, a step of 20 photos (× Keras):`);
    table([
      row('Keras, float32', step, step),
      row('netc, float32, on features', figure('float32', `${phase}.step`), step),
      row('netc, bfloat16, on features', figure('bfloat16', `${phase}.step`), step),
      row('netc, float32, from photos', figure('float32', `${phase}.whole`), step),
      row('netc, bfloat16, from photos', figure('bfloat16', `${phase}.whole`), step),
    ]);
    const lecture = figure('generator', `${phase}.step`);
    const used = figure('generator', `${phase}.processor`);
    console.log(
      `\nPhase ${phase} with augmentation, trained on a folder of JPEGs (× Keras as in the lecture), and processor a step:`,
    );
    /** @type {(name: string, contender: string) => readonly string[]} */
    const both = (name, contender) => [
      ...row(name, figure(contender, `${phase}.step`), lecture),
      ...row('', figure(contender, `${phase}.processor`), used).slice(1),
    ];
    table([
      both('Keras, ImageDataGenerator', 'generator'),
      both('Keras, cached dataset and layers', 'dataset'),
      both('netc run, float32', 'augmented'),
      both('netc run, bfloat16', 'augmentedLow'),
    ]);
  }

  // Of a real run on fewer photos: what an epoch takes beside its steps, with reading features, saving and telling.
  const beside = Math.max(
    0,
    figure('epochs', 'epoch') -
      (figure('epochs', 'train') / 20) * figure('float32', 'top.step') -
      (figure('epochs', 'validation') / 20) * figure('float32', 'top.validation'),
  );
  const kerasAll =
    epochs *
    (trainBatches * figure('keras', 'top.step') + validationBatches * figure('keras', 'top.validation'));
  /** @param {'float32' | 'bfloat16'} precision */
  const ours = (precision) =>
    photos * figure(precision, 'top.photo') +
    epochs *
      (trainBatches * figure(precision, 'top.step') +
        validationBatches * figure(precision, 'top.validation') +
        beside);
  console.log(
    `\nAll ${epochs} epochs of phase top, 2,000 photos and 1,000 for validation, without augmentation (× Keras): steps as measured above ` +
      `times their number; netc with ${photos} photos' features and ${beside.toFixed(0)} ms an epoch beside its steps`,
  );
  table([
    row('Keras, float32', kerasAll, kerasAll),
    row('netc, float32', ours('float32'), kerasAll),
    row('netc, bfloat16', ours('bfloat16'), kerasAll),
  ]);
}
