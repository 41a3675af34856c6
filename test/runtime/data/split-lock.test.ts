import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadDataset, type Dataset } from '../../../src/runtime/data/dataset.ts';
import { dataFingerprint } from '../../../src/runtime/data/fingerprint.ts';
import { SPLITS } from '../../../src/runtime/data/photo.ts';
import { divideRowsByLock, rowLock, type SplitLock } from '../../../src/runtime/data/split-lock.ts';
import type { TypedDataset } from '../../../src/typecheck/typed-module.ts';
import { labelOf } from '../../support/label.ts';
import { anywhere } from '../../support/typed-model.ts';
import { temporaryFolder, typedDataset, writeFiles } from './photo-files.ts';

const split = { kind: 'fractions', train: 0.6, validation: 0.2, test: 0.2 } as const;
const load = (dataset: TypedDataset, lock?: SplitLock): Promise<Dataset> =>
  loadDataset(dataset, { base: '/', seed: 3, lock });

/** As it comes back from a file. */
const kept = (dataset: Dataset): SplitLock => JSON.parse(JSON.stringify(dataset.lock())) as SplitLock;

const samplesOf = ({ splits }: Dataset): unknown =>
  SPLITS.map((name) =>
    [...splits[name]].map(({ photos, labels }) => [
      photos[0]?.file,
      ...(labels[0] ? Array.from(labels[0]) : []),
    ]),
  );

describe('photos', () => {
  // Folders whose names would mix with those of files when sorted, and one that objects know otherwise.
  const names = Array.from({ length: 40 }, (_, index) =>
    ['cat/a/1', 'cat/b', 'cat/c/1', 'dog/__proto__/', 'dog/1'].map((start) => `${start}${index}.jpg`),
  ).flat();
  async function prepared(): Promise<{ readonly folder: string; readonly dataset: TypedDataset }> {
    const folder = temporaryFolder();
    await writeFiles(folder, Object.fromEntries(names.map((name) => [name, name])));
    return { folder, dataset: typedDataset(folder, split) };
  }

  test('are divided exactly as before, whatever has come since', async () => {
    const { folder, dataset } = await prepared();
    const before = await load(dataset);
    await writeFiles(folder, {
      ...Object.fromEntries(names.map((name) => [name.replace('/', '/new '), 'x'])),
      'netc-quarantine.txt': `${names[0] ?? ''}\n`,
    });
    const after = await load(dataset, kept(before));
    expect(samplesOf(after)).toEqual(samplesOf(before));
    expect(dataFingerprint(after)).toBe(dataFingerprint(before));
    expect(after.gone).toEqual([]);
    expect(kept(after)).toEqual(kept(before));
    expect(samplesOf(await load(dataset))).not.toEqual(samplesOf(before));
  });

  test('may have names that are not UTF-8, or paths of more than 500 characters', async () => {
    const folder = temporaryFolder();
    const deep = `cat/${'d'.repeat(200)}/${'e'.repeat(200)}/${'n'.repeat(200)}`;
    await writeFiles(folder, Object.fromEntries([1, 2, 3, 4, 5].map((each) => [`${deep}${each}.jpg`, 'x'])));
    // Other systems refuse such names.
    const strange = process.platform === 'linux' ? [0xe8, 0xe9, 0xea, 0xeb, 0xec] : [];
    for (const byte of strange)
      writeFileSync(
        Buffer.concat([Buffer.from(`${folder}/cat/caf`), Buffer.of(byte), Buffer.from('.jpg')]),
        'x',
      );
    const dataset = typedDataset(folder, split);
    const before = await load(dataset);
    const after = await load(dataset, kept(before));
    expect(SPLITS.map((name) => after.splits[name].length)).toEqual(
      strange.length > 0 ? [6, 2, 2] : [3, 1, 1],
    );
    expect(dataFingerprint(after)).toBe(dataFingerprint(before));
    expect(after.gone).toEqual([]);
  });

  test('whose names say their classes are divided as before, too', async () => {
    const folder = temporaryFolder();
    const named = Array.from(
      { length: 30 },
      (_, number) => `${number % 2 === 0 ? 'cat' : 'dog'}.${number}.jpg`,
    );
    await writeFiles(folder, Object.fromEntries(named.map((name) => [name, name])));
    const plain = typedDataset(folder, split);
    const source = { kind: 'images', path: folder, span: plain.span, names: '{class}.{number}.jpg' } as const;
    const before = await load({ ...plain, source });
    expect(before.labels[0]?.classes).toEqual(['cat', 'dog']);
    await writeFiles(folder, { 'cat.new.jpg': 'x', 'dog.new.jpg': 'x', 'cow.jpg': 'x' });
    const after = await load({ ...plain, source }, kept(before));
    expect(samplesOf(after)).toEqual(samplesOf(before));
    expect(kept(after)).toEqual(kept(before));
    expect(samplesOf(await load({ ...plain, source }))).not.toEqual(samplesOf(before));
  });

  test('that are gone are named', async () => {
    const { folder, dataset } = await prepared();
    const before = await load(dataset);
    rmSync(join(folder, 'cat/b7.jpg'));
    rmSync(join(folder, 'dog/17.jpg'));
    const after = await load(dataset, kept(before));
    expect(after.gone.map(({ file }) => file).sort()).toEqual(['cat/b7.jpg', 'dog/17.jpg']);
    expect(SPLITS.reduce((sum, name) => sum + after.splits[name].length, 0)).toBe(names.length - 2);
  });

  test('of other classes, or no photos at all, are refused', async () => {
    const { dataset } = await prepared();
    const lock = kept(await load(dataset));
    const [label] = dataset.labels;
    if (label === undefined) throw new Error('no label');
    const other = { ...dataset, labels: [{ ...label, classes: ['dog', 'cat'] }] };
    await expect(load(other, lock)).rejects.toThrow('NET5303');
    await expect(load(dataset, { kind: 'rows', digest: '', splits: '' })).rejects.toThrow('NET5303');
  });

  test('take less than 20 bytes each in the lock', async () => {
    const folder = temporaryFolder();
    for (const name of ['cat', 'dog']) {
      mkdirSync(join(folder, name));
      for (let index = 0; index < 1250; index++)
        writeFileSync(join(folder, name, `${name}.${10_000 + index}.jpg`), '');
    }
    const text = JSON.stringify((await load(typedDataset(folder, split))).lock());
    expect(text.length).toBeLessThan(50_000);
  });
});

describe('rows of a table', () => {
  const sound = Array.from({ length: 500 }, (_, index) => `p/${index}.jpg,${index}`);
  function table(rows: readonly string[]): TypedDataset {
    const file = join(temporaryFolder(), 't.csv');
    writeFileSync(file, ['path,age', ...rows].join('\n'));
    const age = labelOf('age', 'number', { columns: ['age'] });
    return {
      name: 'faces',
      doc: '',
      span: anywhere,
      source: { kind: 'table', path: file, delimiter: undefined, span: anywhere },
      images: typedDataset('').images.map((image) => ({ ...image, path: [{ column: 'path' }] })),
      labels: [age],
      split,
    };
  }

  test('stay where they are when rows are added', async () => {
    const before = await load(table(sound));
    const after = await load(table([...sound, ...sound.map((line) => `new/${line}`)]), kept(before));
    expect(samplesOf(after)).toEqual(samplesOf(before));
    expect(dataFingerprint(after)).toBe(dataFingerprint(before));
    expect(kept(after)).toEqual(kept(before));
  });

  test.each([
    ['fewer', sound.slice(0, -1)],
    ['in another order', sound.toReversed()],
    ['with another number', sound.with(3, 'p/3.jpg,4')],
    ['with another photo', sound.with(3, 'p/4.jpg,3')],
  ])('are refused when they are others: %s', async (_, changed) => {
    await expect(load(table(changed), kept(await load(table(sound))))).rejects.toThrow('NET5303');
  });

  test('a million of them take a third of a megabyte, and come back', async () => {
    const { splits } = await load(table(sound));
    const rows = Uint32Array.from({ length: 1_000_000 }, (_, index) => index + 2);
    const of = (rest: number): Uint32Array => rows.filter((row) => row % 5 === rest);
    const lock = rowLock(splits, { train: of(0), validation: of(1), test: of(2) });
    expect(lock.splits.length).toBeLessThan(340_000);
    const divided = divideRowsByLock(rows, lock);
    for (const [rest, name] of SPLITS.entries())
      expect(divided[name].every((place) => (rows[place] ?? 0) % 5 === rest)).toBe(true);
    for (const name of SPLITS) expect(divided[name].length).toBe(200_000);
  });
});
