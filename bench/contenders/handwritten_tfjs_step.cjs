// @ts-check
/**
 * The small ConvNet's training step as people write it in JavaScript: tf.layers and trainOnBatch on tfjs-node, over
 * the same library as netc's engine. `handwritten_tfjs_step.cjs PACKAGE_FOLDER STEPS`. Prints one line of JSON.
 */
process.env.TF_CPP_MIN_LOG_LEVEL = '3';
const util = require('node:util');
// tfjs-node asks for a function that Node 23 removed.
Reflect.set(
  util,
  'isNullOrUndefined',
  (/** @type {unknown} */ value) => value === null || value === undefined,
);
const [folder = '', steps = '20'] = process.argv.slice(2);
const tf = require(folder);

const model = tf.sequential();
[32, 64, 128, 128].forEach((filters, index) => {
  const inputShape = index === 0 ? { inputShape: [150, 150, 3] } : {};
  model.add(tf.layers.conv2d({ filters, kernelSize: 3, activation: 'relu', ...inputShape }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
});
model.add(tf.layers.flatten());
model.add(tf.layers.dropout({ rate: 0.5 }));
model.add(tf.layers.dense({ units: 512, activation: 'relu' }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.rmsprop(1e-4), loss: 'binaryCrossentropy', metrics: ['accuracy'] });

const images = tf.randomUniform([20, 150, 150, 3]);
const labels = tf.tensor2d(Array.from({ length: 20 }, (_, index) => [index % 2]));

async function main() {
  const times = [];
  for (let step = 0; step < Number(steps) + 5; step += 1) {
    const begin = performance.now();
    await model.trainOnBatch(images, labels);
    if (step >= 5) times.push(performance.now() - begin);
  }
  times.sort((a, b) => a - b);
  console.log(JSON.stringify({ milliseconds: times[times.length >> 1] }));
}
void main();
