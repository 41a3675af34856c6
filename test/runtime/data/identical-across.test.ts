import { Buffer } from 'node:buffer';
import { beforeAll, expect, test } from 'vitest';
import { loadDataset, type Dataset } from '../../../src/runtime/data/dataset.ts';
import { identicalAcross } from '../../../src/runtime/data/inspect/identical-across.ts';
import { inspectDataset } from '../../../src/runtime/data/inspect/inspect-dataset.ts';
import { declared, folderWith, idx } from './array-files.ts';
import { drawnPhoto, temporaryFolder, typedDataset, writeFiles } from './photo-files.ts';

beforeAll(() => {
  process.env['NETC_CACHE'] = temporaryFolder();
});

const namesIn = async (dataset: Dataset, most?: number): Promise<readonly (readonly string[])[]> =>
  ((await identicalAcross(dataset, most)) ?? []).map((alike) => alike.map(({ photo }) => photo.file).sort());

test('photos with the same bytes in two splits are found, the rarest sizes first where there are too many', async () => {
  const folder = temporaryFolder();
  const [rare, common] = [
    await drawnPhoto('rare', 20, 30).jpeg().toBuffer(),
    await drawnPhoto('common', 24, 24).jpeg().toBuffer(),
  ];
  const others = Array.from({ length: 6 }, (_, number) => [`train/cat/other${number}.jpg`, common] as const);
  await writeFiles(folder, {
    'train/cat/a.jpg': rare,
    'test/cat/b.jpg': rare,
    'test/dog/c.jpg': common,
    'validation/dog/d.jpg': await drawnPhoto('alone', 33, 44).jpeg().toBuffer(),
    ...Object.fromEntries(others),
  });
  const dataset = await loadDataset(typedDataset(folder, { kind: 'folders' }), { base: '/', seed: 1 });
  const pair = ['test/cat/b.jpg', 'train/cat/a.jpg'];
  const crowd = ['test/dog/c.jpg', ...others.map(([name]) => name)];
  const found = await namesIn(dataset);
  expect(found).toHaveLength(2);
  expect(found).toEqual(expect.arrayContaining([pair, crowd]));
  expect(await namesIn(dataset, 5)).toEqual([pair]);
  expect(await namesIn(dataset, 1)).toEqual([]);
});

test('elements of arrays are compared by their own bytes, and small ones by these alone', async () => {
  const pixels = (count: number): Buffer =>
    Buffer.from(
      Array.from({ length: count * 400 }, (_, place) => ((place % 400) * 7 + Math.floor(place / 400)) % 256),
    );
  const folder = folderWith({
    'train-images-idx3-ubyte': idx(8, [4, 20, 20], pixels(4)),
    'train-labels-idx1-ubyte': idx(8, [4], Buffer.of(0, 1, 0, 1)),
    't10k-images-idx3-ubyte': idx(
      8,
      [2, 20, 20],
      Buffer.concat([Buffer.alloc(400, 9), pixels(3).subarray(800)]),
    ),
    't10k-labels-idx1-ubyte': idx(8, [2], Buffer.of(0, 1)),
  });
  const dataset = await loadDataset(declared(`data d = idx("${folder}") { size: 20x20, split: files }`), {
    base: '/',
    seed: 1,
  });
  const pair = ['t10k-images-idx3-ubyte#1', 'train-images-idx3-ubyte#2'];
  expect(await namesIn(dataset)).toEqual([pair]);
  const { identical, similar, sizes, broken } = await inspectDataset(dataset);
  expect(identical.map((alike) => alike.map(({ photo }) => photo.file).sort())).toEqual([pair]);
  expect({ similar, broken }).toEqual({ similar: [], broken: [] });
  expect(sizes?.height).toEqual({ least: 20, middle: 20, most: 20 });
});
