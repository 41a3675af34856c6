import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PhotoBatch } from '../../../src/runtime/data/batches.ts';
import { loadDataset, type Dataset } from '../../../src/runtime/data/dataset.ts';
import { decodePhoto } from '../../../src/runtime/data/decode/decode-photo.ts';
import { FileReader } from '../../../src/runtime/data/decode/read-photo.ts';
import {
  Photos,
  type BatchOptions,
  type PhotoOptions,
  type PhotoStatistics,
} from '../../../src/runtime/data/open-photos.ts';
import { stretchedTo, temporaryFolder, typedDataset, writeClasses, writeFiles } from './photo-files.ts';

/** The names of so many cats and dogs in their order, of which some are no photos. */
async function petsWithout(
  broken: readonly number[],
): Promise<{ readonly dataset: Dataset; readonly folder: string }> {
  const folder = temporaryFolder();
  await writeClasses(folder, { cat: 60, dog: 40 });
  const name = (place: number): string => `cat/cat.${String(place).padStart(3, '0')}.jpg`;
  await writeFiles(folder, Object.fromEntries(broken.map((place) => [name(place), 'not a photo'])));
  return { dataset: await loadDataset(typedDataset(folder), { base: '/', seed: 1 }), folder };
}

/** One pass in batches of eight, on threads of its own. */
async function pass(
  dataset: Dataset,
  cacheFolder: string | null,
  changes: Partial<BatchOptions & PhotoOptions> = {},
): Promise<{ readonly batches: readonly PhotoBatch[]; readonly statistics: PhotoStatistics }> {
  const photos = await Photos.open(dataset, { cacheFolder, workers: 2, ...changes });
  try {
    const inputs = [{ name: 'photo', column: 'image' }];
    const batches: PhotoBatch[] = [];
    for await (const batch of photos.split('train', { batch: 8, inputs, ...changes }).batches(0, 0))
      batches.push(batch);
    return { batches, statistics: photos.statistics };
  } finally {
    await photos.close();
  }
}

// The first and the last of a batch, neighbours, and batches one after another; then with photos that are kept already.
test.each<readonly [broken: readonly number[], kept: readonly [number, number] | undefined]>([
  [[0], undefined],
  [[7], undefined],
  [[3, 4], undefined],
  [[8, 17], undefined],
  [[0, 1, 7, 8, 9], undefined],
  [[3], [8, 16]],
  [
    [3, 6, 20],
    [5, 30],
  ],
])('without those at %j every other photo has its own pixels, where %j are kept', async (broken, kept) => {
  const { dataset, folder } = await petsWithout(broken);
  const cacheFolder = temporaryFolder();
  if (kept !== undefined) await pass(dataset, cacheFolder, { range: kept });
  const { batches } = await pass(dataset, cacheFolder);
  expect(batches.slice(0, -1).map(({ samples }) => samples)).toEqual(
    Array.from({ length: batches.length - 1 }, () => 8),
  );
  expect(batches.flatMap(({ files }) => files)).toHaveLength(100 - broken.length);
  const reader = new FileReader();
  for (const { files, feeds } of batches)
    for (const [place, file] of files.entries()) {
      const pixels = await decodePhoto(reader.read(join(folder, file)), stretchedTo(12, 10));
      const floats = feeds['input/photo']?.data.slice(place * 360, (place + 1) * 360);
      expect(floats).toEqual(Float32Array.from(pixels, (level) => level * Math.fround(1 / 255)));
    }
  // The second time only what is broken is looked at again.
  expect((await pass(dataset, cacheFolder)).batches).toEqual(batches);
});

test('a pass of which some photos are kept and others are not is the same', async () => {
  const { dataset } = await petsWithout([]);
  const cacheFolder = temporaryFolder();
  const { batches } = await pass(dataset, null, { shuffle: 6 });
  await pass(dataset, cacheFolder, { shuffle: 5, range: [0, 40] });
  const mixed = await pass(dataset, cacheFolder, { shuffle: 6 });
  expect(mixed.batches).toEqual(batches);
  expect(mixed.statistics).toMatchObject({ decoded: 60, cached: 40 });
});
