// @ts-check
/**
 * What netc holds of the photos of a folder while it trains on them: `netc_held.mjs FOLDER`, a folder with a folder of photos
 * for each class. Needs `node --expose-gc`. Prints one line of JSON: photos, bytes that the main thread holds of each, seconds
 * that finding and dividing them took, and the most resident memory until then in MiB.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, parse, sourceFile } from '../../dist/index.js';
import { loadDataset, Photos } from '../../dist/runtime/data/index.js';

const [folder = ''] = process.argv.slice(2);
const text = `data photos = images(${JSON.stringify(folder)}) { size: 150x150, split: fractions(90%, 10%, 0%) }`;
const [typed] = check(parse(sourceFile('data.net', text)).value).value.datasets;
if (typed === undefined) throw new Error('the program does not check');

/** Bytes in use on this thread, without what the collector could take back. */
function held() {
  if (globalThis.gc === undefined) throw new Error('node must be started with --expose-gc');
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const cacheFolder = mkdtempSync(join(tmpdir(), 'netc-bench-'));
try {
  const before = held();
  const begin = performance.now();
  const dataset = await loadDataset(typed, { base: '/', seed: 1 });
  const seconds = (performance.now() - begin) / 1000;
  const peak = process.resourceUsage().maxRSS / 1024;
  // The cache has room for the places of all photos from its beginning.
  const photos = await Photos.open(dataset, { cacheFolder });
  const count = dataset.splits.train.length + dataset.splits.validation.length;
  const bytes = (held() - before) / count;
  await photos.close();
  console.log(JSON.stringify({ photos: count, bytes, seconds, peak }));
} finally {
  rmSync(cacheFolder, { recursive: true, force: true });
}
