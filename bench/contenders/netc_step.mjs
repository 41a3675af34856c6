// @ts-check
/**
 * The small ConvNet's training step in netc: `netc_step.mjs ENGINE STEPS [PRECISION]`. The step is what `netc run` does: a batch
 * goes to the engine's worker, the loss comes back. Prints one line of JSON.
 */
import { readFileSync } from 'node:fs';
import { check, compile, parse, sourceFile } from '../../dist/index.js';
import { startEngine } from '../../dist/runtime/engines/host.js';
import { initialValues } from '../../dist/runtime/train/initialize.js';

const [engineName = 'tensorflow', steps = '20', precision = 'float32'] = process.argv.slice(2);
const file = new URL('../../examples/small_convnet.net', import.meta.url);
const parsed = parse(sourceFile('small_convnet.net', readFileSync(file, 'utf8')));
const { value: written } = compile(check(parsed.value).value, 'small');
const program = {
  ...written,
  precision: /** @type {import('../../dist/ir/program.js').Program['precision']} */ (precision),
};

const engine = await startEngine(
  /** @type {import('../../dist/runtime/engines/engine.js').EngineName} */ (engineName),
);
const session = await engine.load(program);
await session.assign(initialValues(program.variables, 1));

const label = program.outputs[0]?.label?.name ?? '';
const batch = 20;
const pixels = Float32Array.from(
  { length: batch * 150 * 150 * 3 },
  (_, index) => ((index * 7919) % 256) / 255,
);
const labels = Float32Array.from({ length: batch }, (_, index) => index % 2);
const times = [];
for (let step = 0; step < Number(steps) + 5; step += 1) {
  const feeds = {
    'input/photo': {
      dtype: /** @type {const} */ ('float32'),
      shape: [batch, 150, 150, 3],
      data: pixels.slice(),
    },
    [`label/${label}`]: { dtype: /** @type {const} */ ('float32'), shape: [batch, 1], data: labels.slice() },
    learning_rate: { dtype: /** @type {const} */ ('float32'), shape: [], data: Float32Array.of(1e-4) },
    seed: { dtype: /** @type {const} */ ('int32'), shape: [2], data: Int32Array.of(1, step) },
  };
  const begin = performance.now();
  await session.run('train/0', feeds);
  if (step >= 5) times.push(performance.now() - begin);
}
times.sort((a, b) => a - b);
console.log(JSON.stringify({ milliseconds: times[times.length >> 1] }));
await session.dispose();
await engine.stop();
