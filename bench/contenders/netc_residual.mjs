// @ts-check
/**
 * The training step of `examples/faces.net` in netc, ResNet-50 with three heads: `netc_residual.mjs PRECISION STEPS BATCH`. Prints
 * one line of JSON: milliseconds by the clock and of the processor.
 */
import { startEngine } from '../../dist/runtime/engines/host.js';
import { initialValues } from '../../dist/runtime/train/initialize.js';
import { median } from '../figures.mjs';
import { exampleProgram, integers, level, numbers } from './example.mjs';

const [precision = 'float32', steps = '5', batchText = '16'] = process.argv.slice(2);
const batch = Number(batchText);
const program = exampleProgram('faces.net', 'multitask', precision);

const engine = await startEngine('tensorflow');
const session = await engine.load(program);
await session.assign(initialValues(program.variables, 1));

const faces = numbers([batch, 200, 200, 3], level);
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
