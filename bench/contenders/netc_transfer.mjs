// @ts-check
/**
 * Steps of `examples/vgg_finetune.net` in netc on photos and features that are in memory: `netc_transfer.mjs STEPS PRECISION`.
 * Prints one line of JSON: milliseconds of computing the features of a photo of the first phase, and for each phase of steps and
 * validation steps of 20 samples that go on from features, and of a step that begins with photos.
 */
import { startEngine } from '../../dist/runtime/engines/host.js';
import { featurePlan } from '../../dist/runtime/features/plan.js';
import { initialValues } from '../../dist/runtime/train/initialize.js';
import { median } from '../figures.mjs';
import { exampleProgram, integers, level, numbers } from './example.mjs';

/** @typedef {import('../../dist/runtime/engines/engine.js').Tensors} Tensors */
/** @typedef {import('../../dist/ir/graph-keys.js').GraphKey} GraphKey */

const [steps = '5', precision = 'float32'] = process.argv.slice(2);
const program = exampleProgram('vgg_finetune.net', 'finetune', precision, (text) =>
  text.replace(/^ *augment: .*$/m, ''),
);

const engine = await startEngine('tensorflow');
const session = await engine.load(program);
await session.assign(initialValues(program.variables, 1));

const batch = 20;
const label = program.labels[0]?.name ?? '';
/** @param {number} count @returns {Tensors} */
const photos = (count) => ({
  'input/photo': numbers([count, 150, 150, 3], level),
});
const labels = { [`label/${label}`]: numbers([batch, 1], (index) => index % 2) };
const training = {
  ...labels,
  learning_rate: numbers([], () => 2e-5),
  seed: integers([2], (index) => 1 - index),
};

/** Median milliseconds of a graph. @param {string} graph @param {Tensors} feeds */
async function measure(graph, feeds) {
  const times = [];
  for (let step = 0; step < Number(steps) + 2; step += 1) {
    const begin = performance.now();
    await session.run(/** @type {GraphKey} */ (graph), feeds);
    if (step >= 2) times.push(performance.now() - begin);
  }
  return median(times);
}

/** @type {Record<string, number>} */
const figures = {};
for (const [place, { name }] of program.phases.entries()) {
  const plan = featurePlan(program, place, 100);
  if (plan === undefined) throw new Error(`phase ${name} has no frozen prefix`);
  const features = await session.run(/** @type {GraphKey} */ (`prefix/${place}`), photos(batch));
  figures[`${name}.whole`] = await measure(`train/${place}`, { ...training, ...photos(batch) });
  figures[`${name}.step`] = await measure(`train-on-features/${place}`, { ...training, ...features });
  if (name !== 'top') continue;
  figures['top.validation'] = await measure(`evaluate-on-features/${place}`, { ...labels, ...features });
  figures['top.photo'] = (await measure(`prefix/${place}`, photos(plan.batch))) / plan.batch;
}
console.log(JSON.stringify(figures));
await session.dispose();
await engine.stop();
