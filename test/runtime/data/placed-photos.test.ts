import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadDataset, type Dataset } from '../../../src/runtime/data/dataset.ts';
import { identicalAcross } from '../../../src/runtime/data/inspect/identical-across.ts';
import { placedPhotos } from '../../../src/runtime/data/inspect/placed-photos.ts';
import { chosenSamples, type Samples } from '../../../src/runtime/data/samples.ts';
import { temporaryFolder, typedDataset, writeClasses } from './photo-files.ts';

/** Six photos to train on, of which one is for the test as well, under another name. */
async function sharing(): Promise<Dataset> {
  const folder = temporaryFolder();
  await writeClasses(join(folder, 'train'), { cat: 3, dog: 3 });
  await writeClasses(join(folder, 'test'), { cat: 1, dog: 1 });
  copyFileSync(join(folder, 'train', 'dog', 'dog.001.jpg'), join(folder, 'test', 'dog', 'copy.jpg'));
  return loadDataset({ ...typedDataset(folder), split: { kind: 'folders' } }, { base: '/', seed: 1 });
}

test('a photo is looked at once, however many rows name it', async () => {
  const dataset = await sharing();
  const { train } = dataset.splits;
  const rows = Uint32Array.from({ length: 6000 }, (_, row) => (row * 7) % 6);
  let looked = 0;
  const many = chosenSamples(train, rows);
  const counted: Samples = {
    length: many.length,
    at: (place) => {
      looked++;
      return many.at(place);
    },
    file: (place, image) => many.file(place, image),
    label: (place, label) => many.label(place, label),
    digest: () => many.digest(),
    [Symbol.iterator]: () => many[Symbol.iterator](),
  };
  const placed = placedPhotos({ ...dataset, splits: { ...dataset.splits, train: counted } });
  expect(looked).toBe(6);
  expect(
    placed
      .filter(({ split }) => split === 'train')
      .map(({ photo }) => photo.file)
      .sort(),
  ).toEqual([...train].map(({ photos }) => photos[0]?.file).sort());
});

test('of more photos than are looked at nothing is said', async () => {
  const dataset = await sharing();
  const photos = 6 + dataset.splits.test.length;
  const found = await identicalAcross(dataset, undefined, photos);
  expect(found?.some((alike) => alike.some(({ photo }) => photo.file === 'test/dog/copy.jpg'))).toBe(true);
  expect(await identicalAcross(dataset, undefined, photos - 1)).toBeUndefined();
});
