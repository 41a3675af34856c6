// @ts-check
/**
 * Photos to batches in netc: `netc_data.mjs plain|augmented FOLDER EPOCHS`, a folder with a folder of photos for each class. The
 * first epoch decodes into an empty cache. Prints one line of JSON: photos a second in each epoch, and milliseconds of processor a
 * photo.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, parse, sourceFile } from '../../dist/index.js';
import { loadDataset, Photos } from '../../dist/runtime/data/index.js';

const [kind, folder = '', epochs = '3'] = process.argv.slice(2);
const text = `
data photos = images(${JSON.stringify(folder)}) { size: 150x150, split: fractions(100%, 0%, 0%) }
augment lecture = rotate(40deg) -> shift(20%) -> shear(0.2) -> zoom(20%) -> flip(horizontal)
model Small(photo: [150, 150, 3]) { output kind = photo -> flatten -> dense(1, sigmoid) }
train small = Small on photos {
  batch: 20
  minimize: binary_crossentropy(kind)
  optimizer: rmsprop(1e-4)
  epochs: 1
  ${kind === 'augmented' ? 'augment: lecture' : ''}
}`;
const { datasets, trains } = check(parse(sourceFile('data.net', text)).value).value;
const [typed] = datasets;
const [phase] = trains[0]?.phases ?? [];
if (typed === undefined || phase === undefined) throw new Error('the program does not check');

const cacheFolder = mkdtempSync(join(tmpdir(), 'netc-bench-'));
try {
  const dataset = await loadDataset(typed, { base: '/', seed: 1 });
  const photos = await Photos.open(dataset, { cacheFolder });
  const source = photos.split('train', {
    batch: 20,
    inputs: [{ name: 'photo', column: 'image' }],
    shuffle: 1,
    training: { augment: phase.augment, mix: undefined, seed: 1 },
  });
  const rates = [];
  const processor = [];
  for (let epoch = 0; epoch < Number(epochs); epoch += 1) {
    const begin = performance.now();
    const used = process.cpuUsage();
    let count = 0;
    for await (const batch of source.batches(epoch, 0)) {
      count += batch.samples;
      batch.release();
    }
    rates.push((count / (performance.now() - begin)) * 1000);
    const { user, system } = process.cpuUsage(used);
    processor.push((user + system) / 1000 / count);
  }
  await photos.close();
  console.log(JSON.stringify({ rates, processor }));
} finally {
  rmSync(cacheFolder, { recursive: true, force: true });
}
