// @ts-check
/**
 * The training step of `examples/faces.net` in netc, ResNet-50 with three heads: `netc_residual.mjs PRECISION STEPS BATCH`. Prints
 * one line of JSON: milliseconds by the clock and of the processor.
 */
import { readFileSync } from 'node:fs';
import { check, compile, parse, sourceFile } from '../../dist/index.js';
import { startEngine } from '../../dist/runtime/engines/host.js';
import { initialValues } from '../../dist/runtime/train/initialize.js';
import { median } from '../figures.mjs';

const [precision = 'float32', steps = '5', batchText = '16'] = process.argv.slice(2);
const batch = Number(batchText);
const file = new URL('../../examples/faces.net', import.meta.url);
const parsed = parse(sourceFile('faces.net', readFileSync(file, 'utf8')));
const { value: written } = compile(check(parsed.value).value, 'multitask');
const program = {
  ...written,
  precision: /** @type {import('../../dist/ir/program.js').Program['precision']} */ (precision),
};

const engine = await startEngine('tensorflow');
const session = await engine.load(program);
await session.assign(initialValues(program.variables, 1));

/** @param {readonly number[]} shape @param {(index: number) => number} value */
const numbers = (shape, value) => ({
  dtype: /** @type {const} */ ('float32'),
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, index) => value(index)),
});
/** @param {readonly number[]} shape @param {(index: number) => number} value */
const integers = (shape, value) => ({
  dtype: /** @type {const} */ ('int32'),
  shape,
  data: Int32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, index) => value(index)),
});
const faces = numbers([batch, 200, 200, 3], (index) => ((index * 7919) % 256) / 255);
const clock = [];
const processor = [];
for (let step = 0; step < Number(steps) + 2; step += 1) {
  const feeds = {
    'input/face': { ...faces, data: faces.data.slice() },
    'label/age': numbers([batch, 1], () => 1),
    'label/gender': numbers([batch, 1], (index) => index % 2),
    'label/race': integers([batch], (index) => index % 5),
    learning_rate: numbers([], () => 1e-3),
    beta1_power: numbers([], () => 0.9 ** (step + 1)),
    beta2_power: numbers([], () => 0.999 ** (step + 1)),
    seed: integers([2], (index) => (index === 0 ? 1 : step)),
  };
  const begin = performance.now();
  const before = process.cpuUsage();
  await session.run('train/0', feeds);
  if (step < 2) continue;
  const { user, system } = process.cpuUsage(before);
  clock.push(performance.now() - begin);
  processor.push((user + system) / 1000);
}
console.log(JSON.stringify({ milliseconds: median(clock), processor: median(processor) }));
await session.dispose();
await engine.stop();
