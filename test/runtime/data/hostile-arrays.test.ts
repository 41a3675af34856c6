import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { Problem } from '../../../src/runtime/problem.ts';
import { dataFacts, loadDataset } from '../../../src/runtime/data/dataset.ts';
import { Photos } from '../../../src/runtime/data/open-photos.ts';
import type { TypedDataset } from '../../../src/typecheck/typed-module.ts';
import { declared, folderWith, idx, npy, zip, type Member } from './array-files.ts';
import { temporaryFolder } from './photo-files.ts';

let cache: string;
beforeEach(() => {
  cache = temporaryFolder();
  process.env['NETC_CACHE'] = cache;
});

const images = (count: number): Buffer => idx(8, [count, 2, 2], Buffer.alloc(count * 4, 7));
const labels = (...numbers: readonly number[]): Buffer => idx(8, [numbers.length], Buffer.from(numbers));

/** What is said of a data set, by the checker's look and by loading and reading it. */
async function said(dataset: TypedDataset): Promise<{ readonly fault: boolean; readonly text: string }> {
  const facts = await dataFacts(dataset, '/');
  const text = await loadDataset(dataset, { base: '/', seed: 1 })
    .then(async (loaded) => {
      const photos = await Photos.open(loaded, { workers: 1, cacheFolder: null });
      try {
        for await (const batch of photos.split('train', { batch: 2, inputs: [] }).batches(0, 0))
          batch.release();
      } finally {
        await photos.close();
      }
      return 'nothing';
    })
    .catch((thrown: unknown) => {
      if (!(thrown instanceof Problem)) throw thrown;
      return thrown.diagnostics.map(({ code, title }) => `${code} ${title}`).join('\n');
    });
  return { fault: facts.fault !== undefined || !facts.exists, text };
}

const mnist = {
  'train-images-idx3-ubyte': images(4),
  'train-labels-idx1-ubyte': labels(0, 1, 2, 1),
  't10k-images-idx3-ubyte': images(2),
  't10k-labels-idx1-ubyte': labels(0, 1),
};

const program = (folder: string): TypedDataset =>
  declared(`data d = idx("${folder}") { size: 2x2, classes: 3, split: files }`);

/** What is written into the cache and not taken back. */
function left(folder: string): readonly string[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .map(String)
        .filter((name) => /part$|pixels$/.test(name))
    : [];
}

describe('idx', () => {
  test('what is whole has nothing said of it', async () => {
    expect(await said(program(folderWith(mnist)))).toEqual({ fault: false, text: 'nothing' });
  });

  test.each<[string, Readonly<Record<string, Buffer>>, string]>([
    [
      'cut short',
      { 'train-images-idx3-ubyte': images(4).subarray(0, 20) },
      'NET5211 train-images-idx3-ubyte cannot be read: it is cut short: its header speaks of 32 bytes, and it has 20',
    ],
    [
      'without a byte',
      { 'train-images-idx3-ubyte': Buffer.alloc(0) },
      'NET5211 train-images-idx3-ubyte cannot be read: it does not begin as an idx file of 3 or 4 dimensions does',
    ],
    [
      'cut off in its header',
      { 'train-images-idx3-ubyte': images(4).subarray(0, 10) },
      'NET5211 train-images-idx3-ubyte cannot be read: it is cut short: its header speaks of 16 bytes, and it has 10',
    ],
    [
      'longer than it says',
      { 'train-labels-idx1-ubyte': Buffer.concat([labels(0, 1, 2, 1), Buffer.of(9)]) },
      'NET5211 train-labels-idx1-ubyte cannot be read: it goes on after the 12 bytes that its header speaks of',
    ],
    [
      'a web page',
      { 'train-images-idx3-ubyte': Buffer.from('<!doctype html><html>Not found') },
      'NET5211 train-images-idx3-ubyte cannot be read: it does not begin as an idx file of 3 or 4 dimensions does',
    ],
    [
      'sizes whose product no number holds',
      { 'train-images-idx3-ubyte': idx(8, [0xffffffff, 0xffffffff, 0xffffffff], Buffer.alloc(4)) },
      'NET5211 train-images-idx3-ubyte cannot be read: its header claims an array of 4294967295 × 4294967295 × 4294967295, which no file holds',
    ],
    [
      'sizes that the file does not hold',
      { 'train-images-idx3-ubyte': idx(8, [60_000, 28, 28], Buffer.alloc(16)) },
      'NET5211 train-images-idx3-ubyte cannot be read: it is cut short: its header speaks of 47040016 bytes, and it has 32',
    ],
    [
      'no image at all',
      { 'train-images-idx3-ubyte': images(0) },
      'NET5211 train-images-idx3-ubyte cannot be read: it holds no sample',
    ],
    [
      'labels in the place of images',
      { 'train-images-idx3-ubyte': labels(0, 1, 2, 1) },
      'NET5211 train-images-idx3-ubyte cannot be read: it does not begin as an idx file of 3 or 4 dimensions does',
    ],
    [
      'a label beyond the classes',
      { 'train-labels-idx1-ubyte': labels(0, 1, 3, 1) },
      'NET5215 Element 2 of train-labels-idx1-ubyte is 3, which is no label',
    ],
    [
      'fewer labels than images',
      { 'train-labels-idx1-ubyte': labels(0, 1, 2) },
      'NET5214 train-images-idx3-ubyte has 4 elements, and train-labels-idx1-ubyte 3',
    ],
    [
      'another number of images',
      { 't10k-images-idx3-ubyte': images(3) },
      'NET5214 t10k-images-idx3-ubyte has 3 elements, and t10k-labels-idx1-ubyte 2',
    ],
  ])('%s', async (_, files, wanted) => {
    const found = await said(program(folderWith({ ...mnist, ...files })));
    expect(found.text).toContain(wanted);
    expect(found.fault).toBe(true);
  });

  test('files that are missing, and folders', async () => {
    const folder = folderWith(mnist);
    rmSync(join(folder, 'train-labels-idx1-ubyte'));
    expect((await said(program(folder))).text).toContain(`NET5212 ${folder} has no train-labels-idx1-ubyte`);
    expect((await said(program(join(folder, 'gone')))).text).toContain(`NET5212 There is no ${folder}/gone`);
    const file = join(folder, 'train-images-idx3-ubyte');
    expect((await said(program(file))).text).toContain('it cannot be opened (it is no folder)');
    const alone = folderWith({
      'train-images-idx3-ubyte': images(4),
      'train-labels-idx1-ubyte': labels(0, 1, 2, 1),
    });
    expect((await said(program(alone))).text).toContain(`NET5216 ${alone} has no samples for test`);
  });

  describe('packed', () => {
    const zipped = (name: string, content: Buffer): TypedDataset => {
      const others = Object.entries(mnist).filter(([each]) => each !== name);
      return program(folderWith({ ...Object.fromEntries(others), [`${name}.gz`]: content }));
    };

    test('unpacked once, into the cache', async () => {
      const dataset = zipped('train-images-idx3-ubyte', gzipSync(images(4)));
      expect(await said(dataset)).toEqual({ fault: false, text: 'nothing' });
      expect(left(cache)).toHaveLength(1);
      expect(await said(dataset)).toEqual({ fault: false, text: 'nothing' });
      expect(left(cache)).toHaveLength(1);
    });

    test.each<[string, string, Buffer, string]>([
      [
        'cut short',
        'train-images-idx3-ubyte',
        gzipSync(Buffer.concat([images(4)])).subarray(0, -9),
        'cannot be unpacked',
      ],
      ['damaged', 'train-images-idx3-ubyte', flipped(gzipSync(images(4))), 'cannot be unpacked'],
      [
        'a bomb',
        'train-images-idx3-ubyte',
        gzipSync(Buffer.concat([images(4), Buffer.alloc(64 << 20)])),
        'it goes on after the 32 bytes that its header speaks of',
      ],
      [
        'a bomb of labels',
        'train-labels-idx1-ubyte',
        gzipSync(Buffer.concat([labels(0, 1, 2, 1), Buffer.alloc(64 << 20)])),
        'it goes on after the 12 bytes that its header speaks of',
      ],
      [
        'less than its header says',
        'train-images-idx3-ubyte',
        gzipSync(images(4).subarray(0, 30)),
        'its header speaks of 32 bytes, and it has 30',
      ],
    ])('%s', async (_, name, content, wanted) => {
      const { text } = await said(zipped(name, content));
      expect(text).toContain(`NET5211 ${name}.gz cannot be read: `);
      expect(text).toContain(wanted);
      expect(left(cache)).toEqual([]);
    });

    test('where the cache cannot be written', async () => {
      process.env['NETC_CACHE'] = join(folderWith({ file: Buffer.of(1) }), 'file');
      const { text } = await said(zipped('train-images-idx3-ubyte', gzipSync(images(4))));
      expect(text).toContain('NET5217 train-images-idx3-ubyte.gz cannot be unpacked in ');
    });
  });
});

/** With its checksum changed. */
function flipped(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  changed[changed.length - 6] = (changed[changed.length - 6] ?? 0) ^ 0xff;
  return changed;
}

describe('CIFAR', () => {
  const record = (label: number): Buffer => Buffer.concat([Buffer.of(label), Buffer.alloc(3072, 9)]);
  const cifar = (files: Readonly<Record<string, Buffer>>): TypedDataset =>
    declared(`data d = cifar10("${folderWith(files)}") { split: files }`);

  test.each<[string, Readonly<Record<string, Buffer>>, string]>([
    [
      'cut short',
      { 'data_batch_1.bin': record(3).subarray(0, 3000), 'test_batch.bin': record(1) },
      'NET5211 data_batch_1.bin cannot be read: it is cut short',
    ],
    [
      'empty',
      { 'data_batch_1.bin': Buffer.alloc(0), 'test_batch.bin': record(1) },
      'NET5211 data_batch_1.bin cannot be read: it holds no sample',
    ],
    [
      'a class beyond ten',
      { 'data_batch_1.bin': record(10), 'test_batch.bin': record(1) },
      'NET5215 Element 0 of data_batch_1.bin is 10, which is no label',
    ],
    ['no batch', { 'test_batch.bin': record(1) }, 'has no data_batch_1.bin'],
    ['no test', { 'data_batch_1.bin': record(1) }, 'has no samples for test'],
  ])('%s', async (_, files, wanted) => {
    const found = await said(cifar(files));
    expect(found.text).toContain(wanted);
    expect(found.fault).toBe(true);
  });
});

describe('NumPy', () => {
  const bytes = Buffer.alloc(16, 3);
  const image = npy("'|u1'", '(4, 2, 2)', bytes);
  const known = npy("'<i8'", '(4,)', Buffer.from(BigInt64Array.of(0n, 1n, 2n, 1n).buffer));
  const settings = '{ x: image(size: 2x2, channels: 1), y: class(3), split: fractions(100%, 0%, 0%) }';
  const ofFolder = (files: Readonly<Record<string, Buffer>>): TypedDataset =>
    declared(`data d = arrays("${folderWith({ 'x.npy': image, 'y.npy': known, ...files })}") ${settings}`);

  test('what is whole has nothing said of it', async () => {
    expect(await said(ofFolder({}))).toEqual({ fault: false, text: 'nothing' });
  });

  test.each<[string, Readonly<Record<string, Buffer>>, string]>([
    [
      'a pickle',
      { 'x.npy': npy("'|O'", '(4,)', Buffer.from('\x80\x04N.', 'latin1')) },
      'NET5211 x.npy cannot be read: it holds Python objects (a pickle), which can run any program when they are read',
    ],
    [
      'texts',
      { 'y.npy': npy("'<U3'", '(4,)', Buffer.alloc(48)) },
      "NET5215 Element 0 of y.npy is '', which is no label",
    ],
    [
      'texts for pixels',
      { 'x.npy': npy("'<U3'", '(4,)', Buffer.alloc(48)) },
      'NET5211 x.npy cannot be read: it holds texts (U3), and netc reads whole numbers, floating point numbers and booleans there',
    ],
    [
      'a text beyond Unicode',
      { 'y.npy': npy("'<U1'", '(4,)', Buffer.alloc(16, 255)) },
      'NET5215 Element 0 of y.npy is',
    ],
    [
      'one text for all',
      { 'y.npy': npy("'<U3'", '()', Buffer.alloc(12)) },
      'NET5211 y.npy cannot be read: it holds no sample',
    ],
    ['records', { 'y.npy': npy("[('a', '<f4')]", '(4,)', bytes) }, 'it holds records of several fields'],
    ['complex numbers', { 'y.npy': npy("'<c8'", '(4,)', Buffer.alloc(32)) }, 'it holds complex numbers (c8)'],
    ['cut short', { 'x.npy': image.subarray(0, -3) }, 'NET5211 x.npy cannot be read: it is cut short'],
    [
      'longer than it says',
      { 'x.npy': Buffer.concat([image, bytes]) },
      'NET5211 x.npy cannot be read: it goes on after the',
    ],
    [
      'another file',
      { 'x.npy': Buffer.from('PK not an array') },
      'NET5211 x.npy cannot be read: it does not begin as a .npy of NumPy does',
    ],
    [
      'sizes whose product no number holds',
      { 'x.npy': npy("'|u1'", '(4294967296, 4294967296, 4294967296)', bytes) },
      'which no file holds',
    ],
    [
      'a size of nothing beside a huge one',
      { 'x.npy': npy("'|u1'", '(0, 99999999999999999999999, 2)', Buffer.alloc(0)) },
      'which no file holds',
    ],
    [
      'sizes that the file does not hold',
      { 'x.npy': npy("'<f8'", '(1000000, 224, 224)', bytes) },
      'it is cut short',
    ],
    [
      'a header without its shape',
      { 'x.npy': npy("'|u1'", 'None', bytes) },
      'its header is damaged (descr, fortran_order or shape is not there)',
    ],
    [
      'a header longer than the file',
      { 'x.npy': Buffer.concat([image.subarray(0, 8), Buffer.of(0xff, 0xff), bytes]) },
      'its header is damaged (it speaks of 65545 bytes)',
    ],
    ['a number alone', { 'y.npy': npy("'<i8'", '()', Buffer.alloc(8)) }, 'it holds no sample'],
    [
      'two channels',
      { 'x.npy': npy("'|u1'", '(1, 2, 4, 2)', bytes), 'y.npy': npy("'|u1'", '(1,)', Buffer.of(1)) },
      'NET5213 x.npy cannot be the image x: it holds [1, 2, 4, 2] of uint8',
    ],
    [
      'rows in the place of images',
      { 'x.npy': npy("'|u1'", '(4, 4)', bytes) },
      'NET5213 x.npy cannot be the image x: it holds [4, 4] of uint8',
    ],
    [
      'labels of two numbers',
      { 'y.npy': npy("'|u1'", '(4, 2)', bytes.subarray(0, 8)) },
      'NET5213 y.npy cannot be the label y: it holds [4, 2]',
    ],
    [
      'a label that is no whole number',
      { 'y.npy': npy("'<f4'", '(4,)', Buffer.from(Float32Array.of(0, 1.5, 1, 2).buffer)) },
      'NET5215 Element 1 of y.npy is 1.5, which is no label',
    ],
    [
      'a label that is not there',
      { 'y.npy': npy("'<f4'", '(4,)', Buffer.from(Float32Array.of(0, 1, 1, NaN).buffer)) },
      'NET5215 Element 3 of y.npy is NaN, which is no label',
    ],
    [
      'a label below 0',
      { 'y.npy': npy("'|i1'", '(4,)', Buffer.from(Int8Array.of(0, -1, 1, 2).buffer)) },
      'NET5215 Element 1 of y.npy is -1, which is no label',
    ],
    [
      'other lengths',
      { 'y.npy': npy("'|u1'", '(3,)', Buffer.alloc(3)) },
      'NET5214 x.npy has 4 elements, and y.npy 3',
    ],
  ])('%s', async (_, files, wanted) => {
    const found = await said(ofFolder(files));
    expect(found.text).toContain(wanted);
    expect(found.fault).toBe(true);
  });

  test('a number beyond white is named with its element', async () => {
    const floats = npy(
      "'<f4'",
      '(4, 2, 2)',
      Buffer.from(Float32Array.from({ length: 16 }, (_, place) => place * 17).buffer),
    );
    const dataset = await loadDataset(ofFolder({ 'x.npy': floats }), { base: '/', seed: 1 });
    const warnings: string[] = [];
    const photos = await Photos.open(dataset, {
      workers: 1,
      cacheFolder: null,
      warn: ({ title }) => warnings.push(title),
    });
    const source = photos.split('train', { batch: 2, inputs: [{ name: 'in', column: 'x' }] });
    await expect(async () => {
      for await (const batch of source.batches(0, 0)) batch.release();
    }).rejects.toThrow('NET5503');
    await photos.close();
    expect(warnings[0]).toBe(
      'x.npy#0 has a number beyond black and white (17, where white is 1): the column may say white: 255',
    );
  });

  const ofZip = (content: Buffer): TypedDataset =>
    declared(`data d = arrays("${folderWith({ 'd.npz': content })}/d.npz") ${settings}`);
  const y: Member = { name: 'y.npy', content: known };

  test.each<[string, Buffer, string]>([
    [
      'no zip',
      Buffer.from('<html>'),
      'NET5211 d.npz cannot be read: its header is damaged (it is a zip without its end)',
    ],
    ['cut short', zip({ name: 'x.npy', content: image }, y).subarray(0, -30), 'NET5211 d.npz cannot be read'],
    [
      'a name that leads out',
      zip({ name: '../x.npy', content: image }, y),
      'NET5211 d.npz cannot be read: it holds ../x.npy, a name that leads out of it',
    ],
    [
      'an absolute name',
      zip({ name: '/tmp/x.npy', content: image }, y),
      'it holds /tmp/x.npy, a name that leads out of it',
    ],
    ['no such array', zip({ name: 'X.npy', content: image }, y), 'd.npz has no x'],
    [
      'a bomb',
      zip(
        {
          name: 'x.npy',
          content: Buffer.concat([image, Buffer.alloc(32 << 20)]),
          claims: image.length,
          packed: true,
        },
        y,
      ),
      'NET5211 d.npz/x cannot be read: it goes on after the',
    ],
    [
      'a bomb that does not hide it',
      zip({ name: 'x.npy', content: Buffer.concat([image, Buffer.alloc(32 << 20)]), packed: true }, y),
      'NET5211 d.npz/x cannot be read: it goes on after the',
    ],
    [
      'a pickle',
      zip({ name: 'x.npy', content: npy("'|O'", '(4,)', Buffer.from('N.')) }, y),
      'NET5211 d.npz/x cannot be read: it holds Python objects',
    ],
    [
      'sizes that differ',
      zip({ name: 'x.npy', content: image, claims: 5 }, y),
      'its header is damaged (its sizes differ)',
    ],
  ])('npz: %s', async (_, content, wanted) => {
    const { text } = await said(ofZip(content));
    expect(text).toContain(wanted);
    expect(left(cache)).toEqual([]);
  });

  test('npz: packed and not', async () => {
    expect(await said(ofZip(zip({ name: 'x.npy', content: image }, y)))).toEqual({
      fault: false,
      text: 'nothing',
    });
    expect(
      await said(ofZip(zip({ name: 'x.npy', content: image, packed: true }, { ...y, packed: true }))),
    ).toEqual({
      ...{ fault: false, text: 'nothing' },
    });
  });

  test('an array that is cut short after it was looked at', async () => {
    const folder = folderWith({ 'x.npy': image, 'y.npy': known });
    const dataset = await loadDataset(declared(`data d = arrays("${folder}") ${settings}`), {
      base: '/',
      seed: 1,
    });
    writeFileSync(join(folder, 'x.npy'), image.subarray(0, -16));
    const photos = await Photos.open(dataset, { workers: 1, cacheFolder: null });
    const source = photos.split('train', { batch: 2, inputs: [{ name: 'in', column: 'x' }] });
    await expect(async () => {
      for await (const batch of source.batches(0, 0)) batch.release();
    }).rejects.toThrow(/x\.npy#0 (is cut short|can be read neither)|NET5503/);
    await photos.close();
  });
});
