import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataFacts, loadDataset, type Dataset } from '../../../src/runtime/data/dataset.ts';
import { Photos, type BatchOptions } from '../../../src/runtime/data/open-photos.ts';
import { SPLITS } from '../../../src/runtime/data/photo.ts';
import { uniform } from '../../support/draws.ts';
import { declared, folderWith, npy, zip } from './array-files.ts';

const count = 90;
const values = Float32Array.from(uniform('numbers', count * 3), (u) => 10 * u - 5);
const kinds = Uint8Array.from({ length: count }, (_, row) => row % 3);

const rowsOf = (numbers: ArrayLike<number>): readonly (readonly number[])[] =>
  Array.from({ length: numbers.length / 3 }, (_, row) =>
    Array.from({ length: 3 }, (_, at) => numbers[row * 3 + at] ?? 0),
  );

/** The same numbers as rows of doubles in Fortran's order, which lie column by column. */
function turned(): Buffer {
  const bytes = Buffer.alloc(count * 24);
  for (let row = 0; row < count; row++)
    for (let at = 0; at < 3; at++) bytes.writeDoubleLE(values[row * 3 + at] ?? 0, (at * count + row) * 8);
  return bytes;
}

/** Texts of up to three characters as NumPy stores them, filled up with zeros. */
function textsOf(textOf: (row: number) => string): Uint8Array {
  const characters = Array.from({ length: count }, (_, row) => textOf(row).padEnd(3, '\0'));
  return new Uint8Array(Uint32Array.from(characters.join(''), (each) => each.codePointAt(0) ?? 0).buffer);
}

const x = npy("'<f4'", `(${count}, 3)`, new Uint8Array(values.buffer));
const kind = npy("'|u1'", `(${count},)`, kinds);
const member = (name: string, content: Buffer) => ({ name: `${name}.npy`, content, packed: true });

const arrays = (path: string): string => `data wine = arrays("${path}") {
  x: vector(3)
  kind: class(3)
  split: fractions(80%, 10%, 10%)
}`;

const load = (text: string, seed = 1): Promise<Dataset> => loadDataset(declared(text), { base: '/', seed });

type Fed = readonly {
  readonly files: readonly string[];
  readonly x: readonly number[];
  readonly kind: readonly number[];
}[];

/** What is fed of the training, batch after batch. */
async function fed(dataset: Dataset, more: Partial<BatchOptions> = {}): Promise<Fed> {
  const photos = await Photos.open(dataset, { cacheFolder: null, workers: 1 });
  try {
    const source = photos.split('train', { batch: 16, inputs: [{ name: 'in', column: 'x' }], ...more });
    const all: Fed[number][] = [];
    for await (const { files, feeds } of source.batches(1, 0)) {
      expect(feeds['input/in']).toMatchObject({ dtype: 'float32', shape: [files.length, 3] });
      all.push({
        files,
        x: [...(feeds['input/in']?.data ?? [])],
        kind: [...(feeds['label/kind']?.data ?? [])],
      });
    }
    return all;
  } finally {
    await photos.close();
  }
}

describe('numbers that are looked at', () => {
  const folder = folderWith({
    'whole/x.npy': x,
    'whole/kind.npy': kind,
    'turned/x.npy': npy("'<f8'", `(${count}, 3)`, turned(), 'True'),
    'turned/kind.npy': kind,
    'wine.npz': zip(member('x', x), member('kind', kind)),
  });

  test('that are equal are in one split, as rows of a table are', async () => {
    const twice = (bytes: Uint8Array): Uint8Array => Buffer.concat([bytes, bytes]);
    const folder = folderWith({
      'x.npy': npy("'<f4'", `(${2 * count}, 3)`, twice(new Uint8Array(values.buffer))),
      'kind.npy': npy("'|u1'", `(${2 * count},)`, twice(kinds)),
    });
    const { splits } = await load(arrays(folder));
    const places = SPLITS.map((split) => [...splits[split]].map(({ number }) => number % count));
    expect(places.map(({ length }) => length)).toEqual([144, 18, 18]);
    for (const own of places) expect(new Set(own).size).toBe(own.length / 2);
  });

  test.each(['whole', 'turned', 'wine.npz'])(
    'of %s are fed as they are, each with its label',
    async (name) => {
      const batches = await fed(await load(arrays(join(folder, name))));
      expect(batches.map(({ files }) => files.length)).toEqual([16, 16, 16, 16, 8]);
      for (const batch of batches)
        for (const [row, file] of batch.files.entries()) {
          const place = Number(/#(\d+)$/.exec(file)?.[1]);
          expect(batch.x.slice(row * 3, row * 3 + 3)).toEqual([...values.slice(place * 3, place * 3 + 3)]);
          expect(batch.kind[row]).toBe(kinds[place]);
        }
    },
  );

  test('are divided class by class, by the seed', async () => {
    const one = await load(arrays(join(folder, 'whole')));
    expect(SPLITS.map((split) => one.splits[split].length)).toEqual([72, 9, 9]);
    expect(Array.from(one.splits.test, ({ labels }) => labels[1]?.[0]).sort()).toEqual([
      0, 0, 0, 1, 1, 1, 2, 2, 2,
    ]);
    const other = await load(arrays(join(folder, 'whole')), 2);
    expect(other.splits.test.digest()).not.toBe(one.splits.test.digest());
  });

  test.each([
    [
      'texts',
      npy(
        "'<U3'",
        `(${count},)`,
        textsOf((row) => `p${row % 7}`),
      ),
    ],
    [
      'numbers',
      npy(
        "'<i8'",
        `(${count},)`,
        new Uint8Array(BigInt64Array.from(kinds, (_, row) => BigInt(row % 7)).buffer),
      ),
    ],
  ])('that belong together stay in one split: %s', async (_, who) => {
    const folder = folderWith({ 'x.npy': x, 'kind.npy': kind, 'who.npy': who });
    const dataset = await load(arrays(folder).replace('10%)', '10%, by: who)'));
    const groups = SPLITS.map((split) => new Set([...dataset.splits[split]].map(({ number }) => number % 7)));
    expect(groups.flatMap((own) => [...own]).sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(groups.every(({ size }) => size > 0)).toBe(true);
    const [train, validation, test] = groups.map(({ size }) => size);
    expect(dataset.groups?.()).toEqual({ by: 'who', groups: { train, validation, test }, largest: 13 });
    const empty = folderWith({
      'x.npy': x,
      'kind.npy': kind,
      'who.npy': npy(
        "'<U3'",
        `(${count},)`,
        textsOf(() => ''),
      ),
    });
    await expect(load(arrays(empty).replace('10%)', '10%, by: who)'))).rejects.toThrow(
      'NET5215: Element 0 of who.npy',
    );
    const gone = declared(arrays(folder).replace('10%)', '10%, by: whom)'));
    expect((await dataFacts(gone, '/')).fault).toMatchObject({
      kind: 'missing',
      array: 'whom',
      suggestion: 'who',
    });
  });

  test('of training files that belong together are not parted by what is drawn for validation', async () => {
    const part = (name: string, from: number, to: number): Readonly<Record<string, Buffer>> => ({
      [`x_${name}.npy`]: npy(
        "'<f4'",
        `(${to - from}, 3)`,
        new Uint8Array(values.slice(from * 3, to * 3).buffer),
      ),
      [`kind_${name}.npy`]: npy("'|u1'", `(${to - from},)`, kinds.slice(from, to)),
      [`who_${name}.npy`]: npy(
        "'|u1'",
        `(${to - from},)`,
        Uint8Array.from({ length: to - from }, (_, row) => (from + row) % 7),
      ),
    });
    const folder = folderWith({ ...part('train', 0, 70), ...part('test', 70, 90) });
    const { splits } = await load(`data wine = arrays("${folder}") {
      x: vector(3, column: "x_{split}")
      kind: class(3, column: "kind_{split}")
      split: files(validation: 30%, by: "who_{split}")
    }`);
    const groups = SPLITS.map((split) => new Set([...splits[split]].map(({ number }) => number % 7)));
    expect(splits.test.length).toBe(20);
    expect(groups[1]?.size).toBe(2);
    expect([...(groups[0] ?? [])].filter((group) => groups[1]?.has(group))).toEqual([]);
  });

  test('are shuffled and skipped as photos are, and mixed as labels are', async () => {
    const dataset = await load(arrays(join(folder, 'whole')));
    const plain = await fed(dataset, { shuffle: 4 });
    expect(plain).toEqual(await fed(dataset, { shuffle: 4 }));
    expect(plain).not.toEqual(await fed(dataset));
    const mix = { kind: 'mixup', alpha: 0.4 } as const;
    const mixed = await fed(dataset, { shuffle: 4, training: { augment: undefined, mix, seed: 3 } });
    for (const [index, { x: own, kind: shares }] of mixed.entries()) {
      const before = plain[index];
      if (before === undefined) throw new Error('other batches');
      const classes = Array.from(before.kind, (number) => [0, 1, 2].map((each) => Number(each === number)));
      for (const [row, blended] of rowsOf(own).entries()) {
        const [mine = []] = [rowsOf(before.x)[row]];
        // Some other row gives the rest, of the numbers and of the classes alike.
        const isBlend = rowsOf(before.x).some((other, partner) => {
          const at = other.findIndex((value, place) => value !== mine[place]);
          const share =
            at < 0 ? 1 : ((blended[at] ?? 0) - (other[at] ?? 0)) / ((mine[at] ?? 0) - (other[at] ?? 0));
          const near = (given: readonly number[], a: readonly number[], b: readonly number[]): boolean =>
            given.every(
              (value, place) =>
                Math.abs(value - share * (a[place] ?? 0) - (1 - share) * (b[place] ?? 0)) < 1e-4,
            );
          return (
            near(blended, mine, other) &&
            near(shares.slice(row * 3, row * 3 + 3), classes[row] ?? [], classes[partner] ?? [])
          );
        });
        expect(isBlend).toBe(true);
      }
    }
  });

  test('of a table: a row that has none is left out, equal rows are in one split', async () => {
    const lines = rowsOf(values).map((row, place) => [...row, kinds[place]].join(','));
    const table = join(folder, 'wine.csv');
    writeFileSync(table, ['a,b,c,kind', ...lines, ...lines, '1,2,,0', '1,2,much,1'].join('\n'));
    const text = `data wine = table("${table}") { x: vector("a", "b", "c"), kind: class(3), split: fractions(60%, 20%, 20%) }`;
    const dataset = await load(text);
    expect(dataset.findings.map(({ code, given }) => [code, given])).toEqual([
      ['NET5201', 'row 182: 1, 2, , row 183: 1, 2, much'],
    ]);
    expect(SPLITS.map((split) => dataset.splits[split].length)).toEqual([108, 36, 36]);
    const seen = SPLITS.map(
      (split) =>
        new Set(Array.from(dataset.splits[split], ({ labels }) => [...(labels[0] as Float32Array)].join())),
    );
    expect(seen.map(({ size }) => size)).toEqual([54, 18, 18]);
    expect(new Set(seen.flatMap((each) => [...each])).size).toBe(90);
    const [first] = await fed(dataset);
    const row = Number(first?.files[0]?.replace('row ', ''));
    expect(first?.x.slice(0, 3)).toEqual([
      ...values.slice(((row - 2) % count) * 3, ((row - 2) % count) * 3 + 3),
    ]);
  });

  test('by hash, rows of a table stay where they are when others come', async () => {
    const lines = rowsOf(values).map((row, place) => [...row, kinds[place]].join(','));
    const table = join(folder, 'hashed.csv');
    const text = `data wine = table("${table}") { x: vector("a", "b", "c"), kind: class(3), split: hash(60%, 20%, 20%) }`;
    const testRows = async (some: readonly string[]): Promise<ReadonlySet<string>> => {
      writeFileSync(table, ['a,b,c,kind', ...some].join('\n'));
      const { splits } = await load(text);
      return new Set(Array.from(splits.test, ({ labels }) => [...(labels[0] as Float32Array)].join()));
    };
    const [few, all] = [await testRows(lines.slice(0, 60)), await testRows(lines.toReversed())];
    expect(few.size).toBeGreaterThan(4);
    expect([...few].every((row) => all.has(row))).toBe(true);
  });

  test('the checker is told of their classes, and that they are as many as it is said', async () => {
    const facts = (text: string) => dataFacts(declared(text), '/');
    expect(await facts(arrays(join(folder, 'whole')))).toEqual({
      exists: true,
      splits: { '': { 0: 30, 1: 30, 2: 30 } },
    });
    expect(await facts(arrays(join(folder, 'whole')).replace('vector(3)', 'vector(4)'))).toMatchObject({
      fault: {
        kind: 'unfit',
        column: 'the vector x',
        expected: '4 numbers for each sample',
        given: '[90, 3]',
      },
    });
  });
});
