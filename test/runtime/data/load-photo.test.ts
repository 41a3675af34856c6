import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { PhotoBatch } from '../../../src/runtime/data/batches.ts';
import { loadPhoto, namedPhotos, predictionBatches } from '../../../src/runtime/data/load-photo.ts';
import { faultOf } from '../../../src/runtime/data/photo-problem.ts';
import { pixelMap } from '../../../src/typecheck/data/pixel-domains.ts';
import { drawnPhoto, stretchedTo, temporaryFolder, writeFiles } from './photo-files.ts';

const form = stretchedTo(6, 9);
const map = pixelMap('unit', undefined);
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
  const [file, more, bare, gone] = ['a.jpg', 'more', 'without-ending', 'gone'].map((name) => join(folder, name));
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

test('photos to predict are decoded as for training; broken ones are named and left out', async () => {
  const { photos } = await namedPhotos([folder]);
  const warnings: Diagnostic[] = [];
  const batches: PhotoBatch[] = [];
  const options = { form, map, batch: 2, inputs: ['photo', 'again'], workers: 2 };
  for await (const batch of predictionBatches(photos, { ...options, warn: (one) => warnings.push(one) }))
    batches.push(batch);
  expect(batches.flatMap(({ files }) => files)).toEqual(
    ['a.jpg', 'more/b.webp', 'more/c.png'].map((name) => `${folder}/${name}`),
  );
  expect(batches.map(({ feeds }) => Object.keys(feeds))).toEqual([
    ['input/photo', 'input/again'],
    ['input/photo', 'input/again'],
  ]);
  expect(warnings.map(({ code, title }) => `${code} ${title}`)).toEqual([
    `NET5501 ${folder}/more/broken.jpg is a text file, not a photo`,
  ]);
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
