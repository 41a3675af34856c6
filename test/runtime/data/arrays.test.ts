import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PhotoBatch } from '../../../src/runtime/data/batches.ts';
import { dataFacts, loadDataset, type Dataset } from '../../../src/runtime/data/dataset.ts';
import { photoPixels } from '../../../src/runtime/data/decode/photo-pixels.ts';
import { FileReader } from '../../../src/runtime/data/decode/read-photo.ts';
import { dataFingerprint } from '../../../src/runtime/data/fingerprint.ts';
import { Photos, type PhotoOptions } from '../../../src/runtime/data/open-photos.ts';
import { SPLITS, type SplitName } from '../../../src/runtime/data/photo.ts';
import type { TypedDataset } from '../../../src/typecheck/typed-module.ts';
import { declared, folderWith } from './array-files.ts';
import { temporaryFolder } from './photo-files.ts';

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly splits: Readonly<
    Record<
      string,
      {
        readonly images: readonly (readonly number[])[];
        readonly labels: Readonly<Record<string, readonly (number | null)[]>>;
      }
    >
  >;
}

// Written by scripts/oracles/arrays.py.
const cases = JSON.parse(
  readFileSync(new URL('../../fixtures/arrays.json', import.meta.url), 'utf8'),
) as readonly Case[];

beforeAll(() => {
  process.env['NETC_CACHE'] = temporaryFolder();
});

function written({ files }: Case): string {
  return folderWith(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text, 'base64')])),
  );
}

const named = (name: string): Case => {
  const found = cases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found;
};

/** The program that reads a case, in the size that its images have. */
function programOf({ name }: Case, folder: string): TypedDataset {
  if (name.startsWith('mnist'))
    return declared(`data d = idx("${folder}") { size: 4x5, pixels: bytes, classes: 10, split: files }`);
  if (name.startsWith('cifar'))
    return declared(`data d = ${name}("${folder}") { pixels: bytes, split: files }`);
  if (name.startsWith('npz'))
    return declared(`data d = arrays("${folder}/digits.npz") {
      x: image(column: "x_{split}", size: 4x5, channels: 1, pixels: bytes)
      y: class(3, column: "y_{split}")
      p: vector(2, column: "p_{split}")
      a: number(column: "a_{split}", optional: true)
      split: files
    }`);
  const channels = /colour|channels first|opacity/.test(name) ? 3 : 1;
  return declared(`data d = arrays("${folder}") {
    x: image(size: 4x5, channels: ${channels}, pixels: bytes)
    y: ${name.startsWith('texts') ? 'class("cat", "Kuh", "öde")' : 'class(3)'}
    split: fractions(100%, 0%, 0%)
  }`);
}

async function pixelsOf(
  { splits, images: [image] }: Dataset,
  split: SplitName,
): Promise<readonly (readonly number[])[]> {
  const reader = new FileReader();
  const read = [];
  for (const { photos } of splits[split])
    for (const photo of photos)
      if (image !== undefined) read.push([...(await photoPixels(reader, photo, image))]);
  return read;
}

function labelsOf(
  { splits, labels }: Dataset,
  split: SplitName,
): Readonly<Record<string, readonly (number | null)[]>> {
  return Object.fromEntries(
    labels.map(({ name }, place) => [
      name,
      [...splits[split]].flatMap((sample) =>
        Array.from(sample.labels[place] ?? [], (number) => (Number.isNaN(number) ? null : number)),
      ),
    ]),
  );
}

async function gather(batches: AsyncIterable<PhotoBatch>): Promise<readonly PhotoBatch[]> {
  const gathered = [];
  for await (const batch of batches) gathered.push(batch);
  return gathered;
}

/** One epoch of training as plain numbers: names, pixels and labels. */
async function epochOf(dataset: Dataset, options: PhotoOptions = {}): Promise<readonly unknown[]> {
  const photos = await Photos.open(dataset, options);
  try {
    const { name = 'image' } = dataset.images[0] ?? {};
    const source = photos.split('train', { batch: 2, inputs: [{ name: 'in', column: name }], shuffle: 3 });
    const batches = await gather(source.batches(0, 0));
    return batches.map(({ files, feeds }) => ({
      files,
      feeds: Object.entries(feeds).map(([feed, { data }]) => [feed, [...data]]),
    }));
  } finally {
    await photos.close();
  }
}

describe('what numpy wrote', () => {
  test.each(cases)('$name', async (each) => {
    const dataset = await loadDataset(programOf(each, written(each)), { base: '/', seed: 1 });
    for (const split of SPLITS) {
      const wanted = each.splits[split];
      expect(await pixelsOf(dataset, split)).toEqual(wanted?.images ?? []);
      const labels = labelsOf(dataset, split);
      for (const [name, values] of Object.entries(wanted?.labels ?? {})) {
        expect(labels[name]?.length).toBe(values.length);
        for (const [place, value] of values.entries()) {
          if (value === null) expect(labels[name]?.[place]).toBeNull();
          else expect(labels[name]?.[place]).toBeCloseTo(value, 6);
        }
      }
    }
  });
});

describe('batches', () => {
  test.each(['mnist', 'mnist packed', 'cifar10', 'npz compressed', 'channels first'])(
    '%s: the same first and later, with one worker and with several, with and without a cache',
    async (name) => {
      const each = named(name);
      const dataset = await loadDataset(programOf(each, written(each)), { base: '/', seed: 1 });
      const cacheFolder = temporaryFolder();
      const first = await epochOf(dataset, { cacheFolder, workers: 1 });
      expect(first.length).toBeGreaterThan(1);
      expect(await epochOf(dataset, { cacheFolder, workers: 3 })).toEqual(first);
      expect(await epochOf(dataset, { cacheFolder: null, workers: 2 })).toEqual(first);
    },
  );

  test('pixels that lie in the file as they are wanted are read there, and others are decoded', async () => {
    const folder = written(named('mnist'));
    const counts = async (size: string): Promise<unknown> => {
      const dataset = await loadDataset(
        declared(`data d = idx("${folder}") { size: ${size}, classes: 10, split: files }`),
        { base: '/', seed: 1 },
      );
      const photos = await Photos.open(dataset, { cacheFolder: null, workers: 1 });
      await gather(
        photos.split('train', { batch: 4, inputs: [{ name: 'in', column: 'image' }] }).batches(0, 0),
      );
      const { decoded, cached } = photos.statistics;
      await photos.close();
      return { decoded, cached };
    };
    expect(await counts('4x5')).toEqual({ decoded: 0, cached: 6 });
    expect(await counts('8x10')).toEqual({ decoded: 6, cached: 0 });
  });

  test('grey becomes three equal channels, and colour one, as of photos', async () => {
    const grey = written(named('mnist'));
    const three = await loadDataset(
      declared(`data d = idx("${grey}") { size: 4x5, channels: 3, classes: 10, split: files }`),
      { base: '/', seed: 1 },
    );
    const [image = []] = await pixelsOf(three, 'test');
    const [wanted = []] = named('mnist').splits['test']?.images ?? [];
    expect(image).toEqual(wanted.flatMap((level) => [level, level, level]));
    const colour = written(named('cifar10'));
    const one = await loadDataset(declared(`data d = cifar10("${colour}") { channels: 1, split: files }`), {
      base: '/',
      seed: 1,
    });
    const [brightness = []] = await pixelsOf(one, 'test');
    const [rgb = []] = named('cifar10').splits['test']?.images ?? [];
    for (const [place, level] of brightness.entries()) {
      const [red = 0, green = 0, blue = 0] = rgb.slice(place * 3, place * 3 + 3);
      expect(Math.abs(level - (0.299 * red + 0.587 * green + 0.114 * blue))).toBeLessThan(1.01);
    }
  });

  test('white is what the column says', async () => {
    const folder = written(named('uint8'));
    const dataset = await loadDataset(
      declared(`data d = arrays("${folder}") {
        x: image(size: 4x5, channels: 1, white: 510)
        y: class(3)
        split: hash(100%, 0%, 0%)
      }`),
      { base: '/', seed: 1 },
    );
    const wanted = named('uint8').splits['train']?.images ?? [];
    expect(await pixelsOf(dataset, 'train')).toEqual(
      wanted.map((image) => image.map((level) => Math.round(level / 2))),
    );
  });
});

describe('splits', () => {
  /** MNIST's files with so many images of 2 by 2 and labels from 0 to 3 in turn. */
  function mnist(train: number, test: number): string {
    const header = (kind: number, ...sizes: readonly number[]): Buffer => {
      const bytes = Buffer.alloc(4 + 4 * sizes.length);
      bytes.writeUInt32BE(kind, 0);
      for (const [place, size] of sizes.entries()) bytes.writeUInt32BE(size, 4 + 4 * place);
      return bytes;
    };
    const images = (count: number): Buffer =>
      Buffer.concat([
        header(0x803, count, 2, 2),
        Buffer.from(Array.from({ length: count * 4 }, (_, place) => place % 251)),
      ]);
    const labels = (count: number): Buffer =>
      Buffer.concat([
        header(0x801, count),
        Buffer.from(Array.from({ length: count }, (_, place) => place % 4)),
      ]);
    return folderWith({
      'train-images-idx3-ubyte': images(train),
      'train-labels-idx1-ubyte': labels(train),
      't10k-images-idx3-ubyte': images(test),
      't10k-labels-idx1-ubyte': labels(test),
    });
  }
  const idx = (folder: string, split: string): TypedDataset =>
    declared(`data d = idx("${folder}") { size: 2x2, split: ${split} }`);
  const sizes = ({ splits }: Dataset): readonly number[] => SPLITS.map((split) => splits[split].length);
  const files = ({ splits }: Dataset, split: SplitName): readonly string[] =>
    [...splits[split]].flatMap(({ photos }) => photos.map(({ file }) => file));

  test.each([
    ['files', [400, 0, 40]],
    ['files(validation: 10%)', [360, 40, 40]],
    ['files(validation: 100)', [300, 100, 40]],
    ['fractions(50%, 30%, 20%)', [220, 132, 88]],
    ['counts(200, 100, 40)', [200, 100, 40]],
  ])('%s', async (split, wanted) => {
    const dataset = await loadDataset(idx(mnist(400, 40), split), { base: '/', seed: 1 });
    expect(sizes(dataset)).toEqual(wanted);
    const all = SPLITS.flatMap((name) => files(dataset, name));
    expect(new Set(all).size).toBe(all.length);
    // Each class gives as many to validation.
    const counts = [0, 0, 0, 0];
    for (const { labels } of dataset.splits.validation) {
      const [number = 0] = Array.from(labels[0] ?? []);
      counts[number] = (counts[number] ?? 0) + 1;
    }
    expect(new Set(counts).size).toBe(1);
  });

  test('validation is drawn from the training alone, by the seed, and on every machine alike', async () => {
    const [here, there] = [mnist(400, 40), mnist(400, 40)];
    const load = (folder: string, seed: number): Promise<Dataset> =>
      loadDataset(idx(folder, 'files(validation: 25%)'), { base: '/', seed });
    const one = await load(here, 1);
    expect(files(one, 'validation').every((file) => file.startsWith('train-'))).toBe(true);
    expect(files(await load(there, 1), 'validation')).toEqual(files(one, 'validation'));
    expect(dataFingerprint(await load(there, 1))).toBe(dataFingerprint(one));
    expect(files(await load(here, 2), 'validation')).not.toEqual(files(one, 'validation'));
  });

  test('by hash, a sample stays where it is when others come', async () => {
    const split = 'hash(60%, 20%, 20%)';
    const before = await loadDataset(idx(mnist(300, 10), split), { base: '/', seed: 1 });
    const after = await loadDataset(idx(mnist(400, 10), split), { base: '/', seed: 1 });
    for (const name of SPLITS) {
      const known = new Set(files(after, name));
      expect(files(before, name).every((file) => known.has(file))).toBe(true);
    }
  });

  test('a lock divides again as before, and says when the samples are others', async () => {
    const folder = mnist(400, 40);
    const dataset = idx(folder, 'files(validation: 10%)');
    const first = await loadDataset(dataset, { base: '/', seed: 1 });
    const lock = first.lock();
    const again = await loadDataset(dataset, { base: '/', seed: 7, lock });
    for (const name of SPLITS) expect(files(again, name)).toEqual(files(first, name));
    const shorter = idx(mnist(200, 40), 'files(validation: 10%)');
    await expect(loadDataset(shorter, { base: '/', seed: 1, lock })).rejects.toThrow('NET5303');
  });

  test('what a list of quarantine names is left out', async () => {
    const folder = mnist(8, 4);
    writeFileSync(join(folder, 'netc-quarantine.txt'), 't10k-images-idx3-ubyte#1\t# the same as another\n');
    const dataset = await loadDataset(idx(folder, 'files'), { base: '/', seed: 1 });
    expect(files(dataset, 'test')).toEqual([0, 2, 3].map((place) => `t10k-images-idx3-ubyte#${place}`));
  });

  test('the checker is told what classes there are, and how many of each', async () => {
    const facts = await dataFacts(idx(mnist(400, 40), 'files'), '/');
    expect(facts).toEqual({
      exists: true,
      splits: { train: { 0: 100, 1: 100, 2: 100, 3: 100 }, test: { 0: 10, 1: 10, 2: 10, 3: 10 } },
    });
  });
});
