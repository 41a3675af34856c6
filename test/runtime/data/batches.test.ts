import {
  existsSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { Problem } from '../../../src/runtime/problem.ts';
import { loadDataset, type Dataset } from '../../../src/runtime/data/dataset.ts';
import { decodePhoto } from '../../../src/runtime/data/decode/decode-photo.ts';
import { FileReader } from '../../../src/runtime/data/decode/read-photo.ts';
import type { PhotoBatch } from '../../../src/runtime/data/batches.ts';
import { Photos, type PhotoOptions } from '../../../src/runtime/data/open-photos.ts';
import {
  drawnPhoto,
  stretchedTo,
  temporaryFolder,
  typedDataset,
  writeClasses,
  writeFiles,
} from './photo-files.ts';
import { labelOf } from '../../support/label.ts';
import { anywhere } from '../../support/typed-model.ts';

const options = { batch: 8, inputs: [{ name: 'photo', column: 'image' }], shuffle: 5 };

let folder: string;
let dataset: Dataset;
beforeAll(async () => {
  folder = temporaryFolder();
  await writeClasses(folder, { cat: 30, dog: 21 });
  dataset = await loadDataset(typedDataset(folder), { base: '/', seed: 1 });
});

async function gather(batches: AsyncIterable<PhotoBatch>, most = Infinity): Promise<readonly PhotoBatch[]> {
  const gathered: PhotoBatch[] = [];
  for await (const batch of batches) {
    gathered.push(batch);
    if (gathered.length >= most) break;
  }
  return gathered;
}

/** Opens the photos for a test and closes them after it. */
async function using<T>(
  changes: PhotoOptions,
  use: (photos: Photos) => Promise<T>,
  from: Dataset = dataset,
): Promise<T> {
  const photos = await Photos.open(from, { cacheFolder: null, workers: 2, ...changes });
  try {
    return await use(photos);
  } finally {
    await photos.close();
  }
}

const files = (batches: readonly PhotoBatch[]): readonly string[] => batches.flatMap((batch) => batch.files);

describe('one pass', () => {
  test('has every photo once, with its pixels and its label', async () => {
    const batches = await using({}, (photos) => gather(photos.split('train', options).batches(0, 0)));
    expect(batches.map(({ samples }) => samples)).toEqual([8, 8, 8, 8, 8, 8, 3]);
    expect(batches.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([...files(batches)].sort()).toEqual(
      [...dataset.splits.train].map(({ photos }) => photos[0]?.file).sort(),
    );

    const reader = new FileReader();
    for (const { feeds, files: names, samples, places } of batches) {
      const photos = feeds['input/photo'];
      const labels = feeds['label/kind'];
      expect(photos).toMatchObject({ dtype: 'float32', shape: [samples, 12, 10, 3] });
      expect(photos?.data).toHaveLength(samples * 360);
      expect(labels).toMatchObject({ dtype: 'float32', shape: [samples, 1] });
      for (const [place, name] of names.entries()) {
        expect(dataset.splits.train.at(places[place] ?? -1).photos[0]?.file).toBe(name);
        expect(labels?.data[place]).toBe(name.startsWith('dog') ? 1 : 0);
        const pixels = await decodePhoto(reader.read(join(folder, name)), stretchedTo(12, 10));
        const expected = Float32Array.from(pixels, (level) => level * Math.fround(1 / 255));
        expect(photos?.data.slice(place * 360, (place + 1) * 360)).toEqual(expected);
      }
    }
  });

  test('is the same whatever the number of workers, with and without a cache', async () => {
    const cacheFolder = temporaryFolder();
    const passes = [];
    for (const changes of [{ workers: 1 }, { workers: 2 }, { workers: 4, cacheFolder }, { cacheFolder }])
      passes.push(
        await using(changes, async (photos) => {
          const batches = await gather(photos.split('train', options).batches(3, 0));
          return { batches, counts: photos.statistics };
        }),
      );
    for (const { batches } of passes) expect(batches).toEqual(passes[0]?.batches);
    expect(passes[2]?.counts).toMatchObject({ decoded: 51, cached: 0, delivered: 51 });
    expect(passes[3]?.counts).toMatchObject({ decoded: 0, cached: 51, delivered: 51 });
  });

  test('is shuffled anew in each epoch, by the seed alone; without a seed it keeps the order of names', async () => {
    await using({}, async (photos) => {
      const order = async (epoch: number, shuffle: number | undefined): Promise<readonly string[]> =>
        files(await gather(photos.split('train', { ...options, shuffle }).batches(epoch, 0)));
      const first = await order(0, 5);
      expect(await order(0, 5)).toEqual(first);
      expect(await order(1, 5)).not.toEqual(first);
      expect(await order(0, 6)).not.toEqual(first);
      const sorted = [...dataset.splits.train].map(({ photos }) => photos[0]?.file);
      expect(await order(0, undefined)).toEqual(sorted);
      expect(await order(4, undefined)).toEqual(sorted);
    });
  });

  test('classes are fed by their numbers', async () => {
    const typed = typedDataset(folder);
    const classes = await loadDataset(
      { ...typed, labels: [labelOf('animal', 'class')] },
      { base: '/', seed: 1 },
    );
    const [batch] = await using(
      {},
      (photos) => gather(photos.split('train', options).batches(0, 0), 1),
      classes,
    );
    const numbers = batch?.files.map((name) => (name.startsWith('dog') ? 1 : 0)) ?? [];
    expect(batch?.feeds['label/animal']).toEqual({
      dtype: 'int32',
      shape: [8],
      data: Int32Array.from(numbers),
    });
  });

  test('a label is fed as the program wants it', async () => {
    const labels = [{ name: 'kind', kind: 'class' }] as const;
    const [batch] = await using({}, (photos) =>
      gather(photos.split('train', { ...options, labels }).batches(0, 0), 1),
    );
    expect(batch?.feeds['label/kind']).toMatchObject({ dtype: 'int32', shape: [8] });
    const [bare] = await using({}, (photos) =>
      gather(photos.split('train', { ...options, labels: [] }).batches(0, 0), 1),
    );
    expect(Object.keys(bare?.feeds ?? {})).toEqual(['input/photo']);
  });

  test('an empty split has no batches', async () => {
    expect(await using({}, (photos) => gather(photos.split('test', options).batches(0, 0)))).toEqual([]);
    expect(
      await using({}, (photos) => gather(photos.split('test', options).endless({ epoch: 0, skip: 0 }))),
    ).toEqual([]);
  });
});

describe('going on', () => {
  test('a pass that was interrupted goes on where it was', async () => {
    const whole = await using({}, (photos) => gather(photos.split('train', options).batches(2, 0)));
    for (const skip of [1, 3, 6, 7])
      expect(await using({}, (photos) => gather(photos.split('train', options).batches(2, skip)))).toEqual(
        whole.slice(skip),
      );
  });

  test('steps go over the ends of epochs, and go on from any place', async () => {
    const steps = await using({}, (photos) =>
      gather(photos.split('train', options).endless({ epoch: 0, skip: 0 }), 17),
    );
    expect(steps.map(({ epoch, index }) => `${epoch}.${index}`).slice(5, 9)).toEqual([
      '0.5',
      '0.6',
      '1.0',
      '1.1',
    ]);
    const { epoch, index } = steps[9] ?? { epoch: 0, index: 0 };
    const rest = await using({}, (photos) =>
      gather(photos.split('train', options).endless({ epoch, skip: index + 1 }), 7),
    );
    expect(rest).toEqual(steps.slice(10));
  });

  test('no more is decoded ahead than a slow user may need soon', async () => {
    await using({ ready: 1, ahead: 5 }, async (photos) => {
      const batches = photos
        .split('train', { ...options, batch: 2 })
        .batches(0, 0)
        [Symbol.asyncIterator]();
      await batches.next();
      let before = -1;
      while (photos.statistics.decoded !== before) {
        before = photos.statistics.decoded;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      // One batch in use, one ready, four in the making, 5 photos asked for beside the one at hand.
      expect(before).toBeLessThanOrEqual(2 + 2 + 4 * 2 + 5 + 1);
      await batches.return?.();
    });
  });

  test('a pass can be left early', async () => {
    await using({}, async (photos) => {
      const source = photos.split('train', options);
      const some = await gather(source.batches(0, 0), 2);
      expect(await gather(source.batches(0, 0), 2)).toEqual(some);
    });
  });
});

describe('photos that cannot be read', () => {
  async function withBroken(
    counts: Readonly<Record<string, number>>,
    broken: readonly string[],
  ): Promise<{ readonly dataset: Dataset; readonly folder: string }> {
    const where = temporaryFolder();
    await writeClasses(where, counts);
    await writeFiles(where, Object.fromEntries(broken.map((name) => [name, 'not a photo'])));
    return { dataset: await loadDataset(typedDataset(where), { base: '/', seed: 1 }), folder: where };
  }

  test('are reported once by name and left out; batches close up', async () => {
    const { dataset: data, folder: where } = await withBroken({ cat: 20, dog: 20 }, ['cat/cat.003.jpg']);
    rmSync(join(where, 'dog/dog.007.jpg'));
    const warnings: Diagnostic[] = [];
    const warn = (diagnostic: Diagnostic): void => void warnings.push(diagnostic);
    const runs = [];
    for (const workers of [1, 4])
      runs.push(
        await using(
          { workers, warn },
          async (photos) => {
            const source = photos.split('train', options);
            expect(source.samples).toBe(40);
            const first = await gather(source.batches(0, 0));
            const second = await gather(source.batches(1, 0));
            expect(source.samples).toBe(38);
            expect(photos.problems.map(({ file, reason }) => `${file} ${reason}`).sort()).toEqual([
              'cat/cat.003.jpg text',
              'dog/dog.007.jpg missing',
            ]);
            return [...first, ...second];
          },
          data,
        ),
      );
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]?.map(({ samples }) => samples)).toEqual([8, 8, 8, 8, 6, 8, 8, 8, 8, 6]);
    expect(new Set(files(runs[0] ?? [])).size).toBe(38);
    expect(warnings.map(({ code, severity }) => `${code} ${severity}`)).toEqual(
      Array.from({ length: 4 }, () => 'NET5501 warning'),
    );

    const whole = runs[0]?.slice(0, 5);
    for (const skip of [1, 3, 4])
      expect(
        await using({}, (photos) => gather(photos.split('train', options).batches(0, skip)), data),
      ).toEqual(whole?.slice(skip));
  });

  test('a photo, or a whole folder, that vanishes in the middle of a pass is left out from there', async () => {
    const { dataset: data, folder: where } = await withBroken({ cat: 60, dog: 60 }, []);
    const deep = join(where, 'dog/deep');
    await writeFiles(where, { 'dog/deep/one.jpg': drawnPhoto('one').jpeg().toBuffer() });
    const all = await loadDataset(typedDataset(where), { base: '/', seed: 1 });
    expect(all.splits.train.length).toBe(data.splits.train.length + 1);
    await using(
      { workers: 1 },
      async (photos) => {
        const source = photos.split('train', { batch: 8, inputs: options.inputs });
        const seen: string[] = [];
        for await (const { files: names, index } of source.batches(0, 0)) {
          seen.push(...names);
          if (index > 0) continue;
          // Cats come first: nothing of these is read ahead.
          rmSync(join(where, 'dog/dog.059.jpg'));
          rmSync(deep, { recursive: true });
          symlinkSync('nowhere', deep);
        }
        expect(seen).toHaveLength(119);
        expect(photos.problems.map(({ file, reason }) => `${file} ${reason}`).sort()).toEqual([
          'dog/deep/one.jpg missing',
          'dog/dog.059.jpg missing',
        ]);
      },
      all,
    );
  });

  const stopped = async (data: Dataset): Promise<readonly Diagnostic[]> => {
    try {
      await using({}, (photos) => gather(photos.split('train', options).batches(0, 0)), data);
    } catch (thrown) {
      if (thrown instanceof Problem) return thrown.diagnostics;
      throw thrown;
    }
    return [];
  };

  test('stop the run when they are more than a twentieth, and at least ten', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `cat/cat.00${index}.jpg`);
    const { dataset: few } = await withBroken({ cat: 30, dog: 20 }, names.slice(0, 9));
    expect(await stopped(few)).toEqual([]);
    const { dataset: many } = await withBroken({ cat: 30, dog: 20 }, names);
    const [problem] = await stopped(many);
    expect(problem).toMatchObject({ code: 'NET5502', severity: 'error' });
    expect(problem?.title).toBe('10 of the 50 photos of pets cannot be read');
    expect(problem?.given).toMatch(/^cat\/cat\.00\d\.jpg is a text file, not a photo, .* and 7 more$/);
  });

  test('stop the run when a class has no other', async () => {
    const { dataset: data } = await withBroken(
      { cat: 3, dog: 30 },
      [0, 1, 2].map((n) => `cat/cat.00${n}.jpg`),
    );
    const [problem] = await stopped(data);
    expect(problem).toMatchObject({ code: 'NET5503', severity: 'error' });
    expect(problem?.title).toBe('No train photo of class cat of pets can be read');
  });
});

test('batches of a table are the same for 1, 2 and 5 workers, and after some were skipped', async () => {
  const where = temporaryFolder();
  await writeClasses(where, { cat: 9, dog: 10 });
  // Two rows of one photo, one of a photo that is not there, and one without an age stand at the end.
  const lines = [...dataset.splits.train].flatMap(({ photos: [photo] }, row) =>
    photo === undefined || existsSync(join(where, photo.file)) ? [`${photo?.file ?? ''},${row}`] : [],
  );
  const rows = ['path,age', ...lines, 'cat/cat.001.jpg,100', 'cat/gone.jpg,101', 'dog/dog.001.jpg,'];
  writeFileSync(join(where, 'pets.csv'), rows.join('\n'));
  const source = {
    kind: 'table',
    path: join(where, 'pets.csv'),
    delimiter: undefined,
    span: anywhere,
  } as const;
  const typed = typedDataset(where);
  const images = typed.images.map((image) => ({ ...image, path: [{ column: 'path' }] }));
  const labels = [labelOf('age', 'number', { columns: ['age'], optional: true })];
  const data = await loadDataset({ ...typed, source, images, labels }, { base: '/', seed: 1 });
  const pass = (workers: number, skip: number): Promise<readonly PhotoBatch[]> =>
    using(
      { workers },
      (photos) => gather(photos.split('train', { ...options, batch: 4, labels }).batches(2, skip)),
      data,
    );
  const whole = await pass(1, 0);
  expect(whole.map(({ samples }) => samples)).toEqual([4, 4, 4, 4, 4, 1]);
  const ages = whole.flatMap(({ feeds }) => Array.from(feeds['label/age']?.data ?? []));
  expect(ages.filter((age) => age === 100)).toHaveLength(1);
  for (const workers of [2, 5]) expect(await pass(workers, 0)).toEqual(whole);
  for (const [workers, skip] of [
    [1, 1],
    [2, 3],
    [5, 5],
  ] as const)
    expect(await pass(workers, skip)).toEqual(whole.slice(skip));
});

test('a photo that changed is decoded again', async () => {
  const where = temporaryFolder();
  const cacheFolder = temporaryFolder();
  await writeClasses(where, { cat: 3, dog: 3 });
  const pass = async (): Promise<number> => {
    const data = await loadDataset(typedDataset(where), { base: '/', seed: 1 });
    return using(
      { cacheFolder },
      async (photos) => {
        await gather(photos.split('train', options).batches(0, 0));
        return photos.statistics.decoded;
      },
      data,
    );
  };
  expect([await pass(), await pass()]).toEqual([6, 0]);
  const changed = join(where, 'cat/cat.001.jpg');
  const before = statSync(changed);
  utimesSync(changed, before.atime, new Date(before.mtimeMs + 5000));
  expect(await pass()).toBe(1);
});

test('kept pixels that cannot be read any more are decoded again', async () => {
  const cacheFolder = temporaryFolder();
  const pass = (photos: Photos): Promise<readonly PhotoBatch[]> =>
    gather(photos.split('train', options).batches(0, 0));
  const whole = await using({ cacheFolder }, pass);
  await using({ cacheFolder }, async (photos) => {
    const [segment] = readdirSync(cacheFolder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.pixels'),
    );
    truncateSync(join(cacheFolder, segment ?? ''), 360 * 40 + 5);
    expect(await pass(photos)).toEqual(whole);
    expect(photos.statistics).toMatchObject({ decoded: 11, cached: 40 });
  });
});

test('memory that was given back serves later batches', async () => {
  await using({}, async (photos) => {
    const source = photos.split('train', { ...options, shuffle: undefined });
    const memories = new Set<ArrayBufferLike | undefined>();
    for (const epoch of [0, 1, 2])
      for await (const batch of source.batches(epoch, 0)) {
        memories.add(batch.feeds['input/photo']?.data.buffer);
        batch.release();
        // A second time is not a second memory.
        batch.release();
      }
    expect(memories.size).toBeLessThanOrEqual(8);
    const before = await gather(source.batches(0, 0));
    expect(new Set(before.map(({ feeds }) => feeds['input/photo']?.data.buffer)).size).toBe(before.length);
  });
});

test('a cache that cannot be used is one warning, not a failure', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const warnings: Diagnostic[] = [];
  const batches = await using(
    { cacheFolder: file, warn: (diagnostic) => void warnings.push(diagnostic) },
    (photos) => gather(photos.split('train', options).batches(0, 0)),
  );
  expect(files(batches)).toHaveLength(51);
  expect(warnings.map(({ code }) => code)).toEqual(['NET5504']);
});

test('standardized pixels have mean 0 and deviation 1 over the training photos, and what was measured can be given', async () => {
  const typed = typedDataset(folder);
  const images = typed.images.map((image) => ({ ...image, pixels: 'standardized' as const }));
  const data = await loadDataset({ ...typed, images }, { base: '/', seed: 1 });
  const pass = (photos: Photos): Promise<readonly PhotoBatch[]> =>
    gather(photos.split('train', options).batches(0, 0));
  const { measured, batches } = await using(
    {},
    async (photos) => ({ measured: await photos.measure(), batches: await pass(photos) }),
    data,
  );
  for (const channel of [0, 1, 2]) {
    const numbers = batches.flatMap(({ feeds }) =>
      [...(feeds['input/photo']?.data ?? [])].filter((_, index) => index % 3 === channel),
    );
    const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    const variance = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length;
    expect(mean).toBeCloseTo(0, 4);
    expect(variance).toBeCloseTo(1, 4);
  }
  expect(await using({ measured }, pass, data)).toEqual(batches);
});
