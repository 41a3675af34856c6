// @ts-check
/**
 * Loads weights of VGG16 as `netc run` does: `netc_weights.mjs FILE` opens the file, compares it with the model, takes its
 * checksum and reads every array. Prints the milliseconds that takes, and how many bytes the process then had at most
 * beyond what it had before.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { check, compile, parse, sourceFile } from '../../dist/index.js';
import { prepareWeights } from '../../dist/runtime/weights/load.js';

const [path = ''] = process.argv.slice(2);
const text = `import { VGG16 } from "std/vgg"
data photos = images("photos") { size: 224x224, pixels: caffe, split: folders }
model Net(photo: [224, 224, 3]) { output kind = photo -> VGG16(weights: ${JSON.stringify(path)}) }
train net = Net on photos { minimize: cross_entropy(kind), optimizer: sgd(0.1), epochs: 1 }
`;
const { value: program } = compile(check(parse(sourceFile('vgg.net', text)).value).value, 'net');

/** @param {string} field */
function memory(field) {
  const found = new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'));
  return Number(found?.[1]) * 1024;
}

const [before, begin] = [memory('VmRSS'), performance.now()];
// Forgets the peak of what came before.
writeFileSync('/proc/self/clear_refs', '5');
const prepared = await prepareWeights(program.weights, program.model, {
  workingDirectory: dirname(path),
  spanOf: () => undefined,
});
let numbers = 0;
for (const { read } of prepared) for (const values of (await read()).values()) numbers += values.length;
const milliseconds = performance.now() - begin;
if (numbers !== 138_357_544) throw new Error(`${numbers} numbers were read`);
console.log(JSON.stringify({ milliseconds, bytes: memory('VmHWM') - before }));
