// @ts-check
/**
 * The small ConvNet's training step in netc: `netc_step.mjs ENGINE STEPS [PRECISION]`. The step is what `netc run` does: a batch
 * goes to the engine's worker, the loss comes back. Prints one line of JSON.
 */
import { startEngine } from '../../dist/runtime/engines/host.js';
import { initialValues } from '../../dist/runtime/train/initialize.js';
import { exampleProgram, integers, level, numbers } from './example.mjs';

const [engineName = 'tensorflow', steps = '20', precision = 'float32'] = process.argv.slice(2);
const program = exampleProgram('small_convnet.net', 'small', precision);

const engine = await startEngine(
  /** @type {import('../../dist/runtime/engines/engine.js').EngineName} */ (engineName),
);
const session = await engine.load(program);
await session.assign(initialValues(program.variables, 1));

const label = program.outputs[0]?.label?.name ?? '';
const batch = 20;
const photos = numbers([batch, 150, 150, 3], level);
const times = [];
for (let step = 0; step < Number(steps) + 5; step += 1) {
  const feeds = {
    'input/photo': { ...photos, data: photos.data.slice() },
    [`label/${label}`]: numbers([batch, 1], (index) => index % 2),
    learning_rate: numbers([], () => 1e-4),
    seed: integers([2], (index) => (index === 0 ? 1 : step)),
  };
  const begin = performance.now();
  await session.run('train/0', feeds);
  if (step >= 5) times.push(performance.now() - begin);
}
times.sort((a, b) => a - b);
console.log(JSON.stringify({ milliseconds: times[times.length >> 1] }));
await session.dispose();
await engine.stop();
