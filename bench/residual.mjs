// @ts-check
/** A training step of a deep residual network: ResNet-50 with the three heads of `examples/faces.net`, photos of 200×200. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../scripts/setup.mjs';
import { median, table } from './figures.mjs';

const contenders = join(root, 'bench', 'contenders');
const BATCH = '16';

/**
 * @param {string} python
 * @param {number} rounds
 * @param {string} steps
 */
export function compareResidual(python, rounds, steps) {
  /** @type {readonly (readonly [string, string, string, string])[]} */
  const all = [
    ['Keras, float32', python, 'keras_residual.py', 'float32'],
    ['Keras, mixed bfloat16', python, 'keras_residual.py', 'mixed_bfloat16'],
    ['PyTorch, float32', python, 'torch_residual.py', 'float32'],
    ['PyTorch, bfloat16', python, 'torch_residual.py', 'bfloat16'],
    ['netc, float32', process.execPath, 'netc_residual.mjs', 'float32'],
    ['netc, bfloat16', process.execPath, 'netc_residual.mjs', 'bfloat16'],
  ];
  const turns = all.map(([name, command, file, precision]) => ({
    name,
    command,
    args: [join(contenders, file), precision, steps, BATCH],
    clock: /** @type {number[]} */ ([]),
    processor: /** @type {number[]} */ ([]),
  }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, command, args, clock, processor } of turns) {
      const { stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
      const figure = (/** @type {string} */ key) =>
        Number(new RegExp(`"${key}": ?([\\d.]+)`).exec(stdout)?.[1]);
      if (!Number.isFinite(figure('milliseconds'))) {
        console.error(`${name}: ${stderr.trim().split('\n').at(-1) ?? ''}`);
        continue;
      }
      clock.push(figure('milliseconds'));
      processor.push(figure('processor'));
    }
  }
  const [keras] = turns;
  console.log(
    `\nOne training step of ResNet-50 with three heads, batch ${BATCH} (× Keras float32; then of the processor):`,
  );
  table(
    turns.map(({ name, clock, processor }) => [
      name,
      `${median(clock).toFixed(0)} ms`,
      (median(clock) / median(keras?.clock ?? [])).toFixed(2),
      `${median(processor).toFixed(0)} ms`,
      (median(processor) / median(keras?.processor ?? [])).toFixed(2),
    ]),
  );
}
