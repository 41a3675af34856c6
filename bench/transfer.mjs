// @ts-check
/** Transfer learning as `examples/vgg_finetune.net` has it, against Keras: steps, and thirty epochs put together from them. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../scripts/setup.mjs';
import { median, option, table } from './figures.mjs';

const contenders = join(root, 'bench', 'contenders');

/** What the recipe is trained on, in batches of 20. */
const [trainBatches, validationBatches, photos, epochs] = [100, 50, 3000, 30];

/** @typedef {Readonly<Record<string, number>>} Figures */

/**
 * One turn of a contender: the figures in its last line; none where it cannot run.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Figures | undefined}
 */
function turn(command, args) {
  const { stdout } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  const line = stdout.trim().split('\n').at(-1) ?? '';
  return line.startsWith('{') ? /** @type {Figures} */ (JSON.parse(line)) : undefined;
}

/** @param {readonly (Figures | undefined)[]} turns @param {string} name */
const figure = (turns, name) => median(turns.flatMap((each) => each?.[name] ?? []));

/** @param {string} python */
export function compareTransfer(python) {
  const steps = option('steps', '5');
  const rounds = Number(option('rounds', '3'));
  for (const phase of ['top', 'fine']) {
    /** @type {Record<string, (Figures | undefined)[]>} */
    const turns = { keras: [], float32: [], bfloat16: [], epochs: [] };
    for (let round = 0; round < rounds; round += 1) {
      turns['keras']?.push(turn(python, [join(contenders, 'keras_transfer.py'), phase, steps]));
      for (const precision of ['float32', 'bfloat16'])
        turns[precision]?.push(
          turn(process.execPath, [join(contenders, 'netc_transfer.mjs'), phase, steps, precision]),
        );
      if (phase === 'top')
        turns['epochs']?.push(
          turn(process.execPath, [join(contenders, 'netc_epochs.mjs'), option('photos', 'data/pets')]),
        );
    }
    report(phase, turns);
  }
}

/** @param {string} phase @param {Record<string, (Figures | undefined)[]>} turns */
function report(phase, { keras = [], float32 = [], bfloat16 = [], epochs: trained = [] }) {
  const [step, validation] = [figure(keras, 'step'), figure(keras, 'validation')];
  /** @type {(name: string, value: number, reference?: number) => [string, string, string]} */
  const row = (name, value, reference = step) => [
    name,
    value < 10_000 ? `${value.toFixed(value < 100 ? 1 : 0)} ms` : `${(value / 1000).toFixed(0)} s`,
    (value / reference).toFixed(3),
  ];
  console.log(`\nPhase ${phase} of vgg_finetune.net, a step of 20 photos (× Keras, float32):`);
  const rows = [row('Keras, float32', step)];
  for (const [name, figures] of /** @type {const} */ ([
    ['float32', float32],
    ['bfloat16', bfloat16],
  ])) {
    rows.push(row(`netc, ${name}, on features`, figure(figures, 'step')));
    rows.push(row(`netc, ${name}, with augmentation`, figure(figures, 'whole')));
  }
  table(rows);
  if (phase !== 'top') return;

  // Of a real run on fewer photos: what an epoch takes beside its steps, with reading features, saving and telling.
  const [epoch, train, validated] = ['epoch', 'train', 'validation'].map((name) => figure(trained, name));
  const beside = Math.max(
    0,
    (epoch ?? 0) -
      ((train ?? 0) / 20) * figure(float32, 'step') -
      ((validated ?? 0) / 20) * figure(float32, 'validation'),
  );
  const kerasAll = epochs * (trainBatches * step + validationBatches * validation);
  /** @param {readonly (Figures | undefined)[]} figures */
  const ours = (figures) =>
    photos * figure(figures, 'photo') +
    epochs *
      (trainBatches * figure(figures, 'step') + validationBatches * figure(figures, 'validation') + beside);
  console.log(
    `\nAll ${epochs} epochs of it, 2,000 photos and 1,000 for validation, without augmentation (× Keras): steps as measured above times ` +
      `their number; netc with ${photos} photos' features and ${beside.toFixed(0)} ms an epoch beside its steps`,
  );
  table([
    row('Keras, float32', kerasAll, kerasAll),
    row('netc, float32', ours(float32), kerasAll),
    row('netc, bfloat16', ours(bfloat16), kerasAll),
  ]);
}
