import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { PhotoBatch } from '../../../src/runtime/data/batches.ts';
import { loadPhoto, namedPhotos, predictionBatches } from '../../../src/runtime/data/load-photo.ts';
import { faultOf, type PhotoProblem } from '../../../src/runtime/data/photo-problem.ts';
import type { PhotoFile } from '../../../src/runtime/data/photo.ts';
import { SampleList } from '../../../src/runtime/data/samples.ts';
import { pixelMap } from '../../../src/typecheck/data/pixel-domains.ts';
import { drawnPhoto, stretchedTo, temporaryFolder, writeFiles } from './photo-files.ts';

const form = stretchedTo(6, 9);
const map = pixelMap('unit', undefined);
const samplesOf = (photos: readonly PhotoFile[]): SampleList =>
  new SampleList(photos.map((photo, number) => ({ number, photos: [photo], labels: [] })));
let folder: string;
beforeAll(async () => {
  folder = temporaryFolder();
  await writeFiles(folder, {
    'a.jpg': drawnPhoto('a').jpeg().toBuffer(),
    'more/c.png': drawnPhoto('c').png().toBuffer(),
    'more/b.webp': drawnPhoto('b').webp().toBuffer(),
    'more/broken.jpg': 'no photo',
    'more/notes.txt': 'no photo either',
    'without-ending': drawnPhoto('d').jpeg().toBuffer(),
  });
});

test('files and folders in the order they were named', async () => {
  const [file, more, bare, gone] = ['a.jpg', 'more', 'without-ending', 'gone'].map((name) =>
    join(folder, name),
  );
  const found = await namedPhotos([more ?? '', file ?? '', bare ?? '', gone ?? '']);
  expect(found.missing).toEqual([gone]);
  expect(found.photos.map((photo) => photo.file)).toEqual([
    `${more}/b.webp`,
    `${more}/broken.jpg`,
    `${more}/c.png`,
    file,
    bare,
  ]);
});

test('patterns, for shells that leave them to programs', async () => {
  const like = async (pattern: string): Promise<readonly string[]> =>
    (await namedPhotos([join(folder, pattern)])).photos.map(({ file }) => file.slice(folder.length + 1));
  expect(await like('*.jpg')).toEqual(['a.jpg']);
  expect(await like('**/*.jpg')).toEqual(['a.jpg', 'more/broken.jpg']);
  expect(await like('more/[a-b].{webp,png}')).toEqual(['more/b.webp']);
  expect(await like('*/[!b]*.?ng')).toEqual(['more/c.png']);
  const none = join(folder, '*.gif');
  expect(await namedPhotos([none])).toEqual({ photos: [], missing: [none], unreadable: [] });
});

test('the order of photos does not depend on the number of workers', async () => {
  const names = Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? 'a.jpg' : 'more/c.png'));
  const { photos } = await namedPhotos(
    [...names, 'more/broken.jpg', 'a.jpg'].map((name) => join(folder, name)),
  );
  const images = [{ index: 0, form, map, inputs: ['photo'] }];
  const said = async (workers: number): Promise<readonly unknown[]> => {
    const all: unknown[] = [];
    for await (const { files, feeds } of predictionBatches(samplesOf(photos), { images, batch: 7, workers }))
      all.push(files, feeds['input/photo']?.data.slice());
    return all;
  };
  expect(await said(1)).toEqual(await said(4));
});

test('photos to predict are decoded as for training; broken ones are named and left out', async () => {
  const { photos } = await namedPhotos([folder]);
  const leftOut: PhotoProblem[] = [];
  const batches: PhotoBatch[] = [];
  const images = [{ index: 0, form, map, inputs: ['photo', 'again'] }];
  const options = { images, batch: 2, workers: 2, leftOut: (one: PhotoProblem) => leftOut.push(one) };
  for await (const batch of predictionBatches(samplesOf(photos), options)) batches.push(batch);
  expect(batches.flatMap(({ files }) => files)).toEqual(
    ['a.jpg', 'more/b.webp', 'more/c.png'].map((name) => `${folder}/${name}`),
  );
  expect(batches.map(({ feeds }) => Object.keys(feeds))).toEqual([
    ['input/photo', 'input/again'],
    ['input/photo', 'input/again'],
  ]);
  expect(leftOut).toEqual([{ file: `${folder}/more/broken.jpg`, reason: 'text', detail: '' }]);
  const first = await loadPhoto(join(folder, 'a.jpg'), form);
  expect(batches[0]?.feeds['input/photo']?.data.slice(0, first.length)).toEqual(
    Float32Array.from(first, (level) => level * Math.fround(1 / 255)),
  );
});

test('what cannot be loaded has a reason', async () => {
  const reasonFor = async (path: string): Promise<string> => {
    try {
      await loadPhoto(path, form);
      return 'none';
    } catch (thrown) {
      return faultOf(thrown).reason;
    }
  };
  expect(await reasonFor(join(folder, 'gone.jpg'))).toBe('missing');
  expect(await reasonFor(join(folder, 'a.jpg', 'inside'))).toBe('missing');
  expect(await reasonFor(join(folder, 'x'.repeat(5000)))).toBe('unreadable');
  expect(await reasonFor(folder)).toBe('unreadable');
});
