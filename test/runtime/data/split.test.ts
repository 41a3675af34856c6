import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Split } from '../../../src/typecheck/typed-module.ts';
import { permutation } from '../../../src/runtime/data/draws.ts';
import { PhotoList } from '../../../src/runtime/data/photo-list.ts';
import { SPLITS, type SplitName } from '../../../src/runtime/data/photo.ts';
import type { Scan, ScannedClass } from '../../../src/runtime/data/scan.ts';
import { amountsPerClass, divide, type Division } from '../../../src/runtime/data/split.ts';

/** A folder of a class, with the names of its photos. */
type ClassFolder = Pick<ScannedClass, 'name' | 'split'> & { readonly files: readonly string[] };

function scanOfFolders(folders: readonly ClassFolder[]): Scan {
  const photos = new PhotoList('/data/');
  const groups = folders.map(({ name, split, files: own }) => ({
    name,
    split,
    rows: Uint32Array.from(own, (file) => {
      photos.add({ file, path: `/data/${file}`, bytes: 1, modified: 0 });
      return photos.length - 1;
    }),
  }));
  const none = { folders: [], splits: [], stray: [], ignored: [], unreadable: [] };
  return { folder: '/data', exists: true, classes: folders.map(({ name }) => name), photos, groups, ...none };
}

function scanOf(sizes: Readonly<Record<string, number>>): Scan {
  return scanOfFolders(
    Object.entries(sizes).map(([name, size]) => ({
      name,
      split: undefined,
      files: Array.from({ length: size }, (_, index) => `${name}/${String(index).padStart(5, '0')}.jpg`),
    })),
  );
}

const counts = (train: number, validation: number, test: number): Split => ({
  kind: 'counts',
  train,
  validation,
  test,
});
const fractions = (train: number, validation: number, test: number): Split => ({
  kind: 'fractions',
  train,
  validation,
  test,
});
const files = ({ photos }: Scan, division: Division): Readonly<Record<SplitName, readonly string[]>> => {
  const own = (split: SplitName) => Array.from(division[split].rows, (row) => photos.file(row));
  return { train: own('train'), validation: own('validation'), test: own('test') };
};

describe('amounts', () => {
  test('the lecture: 2000, 1000, 1000 of 25,000 photos', () => {
    const share = { train: 1000, validation: 500, test: 500 };
    const split = counts(2000, 1000, 1000);
    expect('train' in split && amountsPerClass([12_500, 12_500], split)).toEqual([share, share]);
  });

  test('classes give in proportion to their size, and counts are kept to the photo', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(50), { minLength: 1, maxLength: 6 }),
        fc.nat(40),
        fc.nat(40),
        fc.nat(40),
        (sizes, train, validation, testing) => {
          const total = sizes.reduce((a, b) => a + b, 0);
          const split = { kind: 'counts', train, validation, test: testing } as const;
          const amounts = amountsPerClass(sizes, split);
          const sum = (name: 'train' | 'validation' | 'test'): number =>
            amounts.reduce((all, amount) => all + amount[name], 0);
          amounts.forEach((amount, index) => {
            expect(amount.train + amount.validation + amount.test).toBeLessThanOrEqual(sizes[index] ?? 0);
          });
          expect(sum('test')).toBe(Math.min(testing, total));
          expect(sum('validation')).toBe(Math.min(validation, total - sum('test')));
          expect(sum('train')).toBe(Math.min(train, total - sum('test') - sum('validation')));
          if (train + validation + testing <= total)
            amounts.forEach((amount, index) => {
              const exact = (testing * (sizes[index] ?? 0)) / total;
              expect(Math.abs(amount.test - exact)).toBeLessThan(1);
            });
        },
      ),
    );
  });

  test('fractions are taken of each class and leave nobody out', () => {
    const split = { kind: 'fractions', train: 0.8, validation: 0.1, test: 0.1 } as const;
    fc.assert(
      fc.property(fc.array(fc.nat(200), { minLength: 1, maxLength: 5 }), (sizes) => {
        amountsPerClass(sizes, split).forEach((amount, index) => {
          const size = sizes[index] ?? 0;
          expect(amount.train + amount.validation + amount.test).toBe(size);
          expect(Math.abs(amount.train - size * 0.8)).toBeLessThanOrEqual(0.5 + 1e-9);
        });
      }),
    );
  });
});

describe('division', () => {
  const scan = scanOf({ cat: 100, dog: 60 });

  test('no photo is lost or in two splits, and classes are numbered in order', () => {
    const division = divide(scan, ['cat', 'dog'], fractions(0.7, 0.2, 0.1), 3);
    const named = files(scan, division);
    const all = SPLITS.flatMap((name) => named[name]);
    expect(new Set(all).size).toBe(160);
    expect(all).toHaveLength(160);
    for (const name of SPLITS)
      expect([...division[name].classes]).toEqual(
        named[name].map((file) => (file.startsWith('cat') ? 0 : 1)),
      );
    expect(division.train.classes.filter((number) => number === 0)).toHaveLength(70);
    expect(division.train.classes.filter((number) => number === 1)).toHaveLength(42);
  });

  test('the seed alone decides: the same on every machine, another for another seed', () => {
    const small = scanOf({ cat: 6, dog: 4 });
    const drawnBy = (seed: number) => files(small, divide(small, ['cat', 'dog'], counts(4, 2, 2), seed));
    const drawn = drawnBy(1);
    expect(drawn).toMatchInlineSnapshot(`
      {
        "test": [
          "cat/00000.jpg",
          "dog/00003.jpg",
        ],
        "train": [
          "cat/00002.jpg",
          "cat/00005.jpg",
          "dog/00001.jpg",
          "dog/00002.jpg",
        ],
        "validation": [
          "cat/00001.jpg",
          "dog/00000.jpg",
        ],
      }
    `);
    expect(drawnBy(2)).not.toEqual(drawn);
  });

  test('photos stay where they are when one comes', () => {
    const split = fractions(0.5, 0.25, 0.25);
    const drawnOf = (count: number) => {
      const all = scanOf({ cat: count });
      return files(all, divide(all, ['cat'], split, 1));
    };
    const [before, after] = [drawnOf(100), drawnOf(101)];
    for (const name of SPLITS) {
      const stayed = before[name].filter((file) => after[name].includes(file));
      expect(stayed.length).toBeGreaterThanOrEqual(before[name].length - 2);
    }
  });

  test('folders say it themselves', () => {
    const inFolders = scanOfFolders([
      { name: 'dog', split: 'test', files: ['test/dog/1.jpg'] },
      { name: 'cat', split: 'train', files: ['training/cat/2.jpg'] },
      { name: 'cat', split: 'train', files: ['train/cat/1.jpg'] },
    ]);
    const division = divide(inFolders, ['cat', 'dog'], { kind: 'folders' }, 1);
    expect(files(inFolders, division)).toEqual({
      train: ['train/cat/1.jpg', 'training/cat/2.jpg'],
      validation: [],
      test: ['test/dog/1.jpg'],
    });
    expect([...division.test.classes]).toEqual([1]);
  });
});

describe('shuffling', () => {
  test('is a permutation that the seed and the epoch decide', () => {
    expect([...permutation('shuffle', 7, 0, 10)]).toMatchInlineSnapshot(`
      [
        3,
        8,
        6,
        0,
        2,
        4,
        9,
        1,
        5,
        7,
      ]
    `);
    expect([...permutation('shuffle', 7, 1, 10)]).toMatchInlineSnapshot(`
      [
        6,
        4,
        3,
        5,
        9,
        8,
        2,
        0,
        1,
        7,
      ]
    `);
    expect([...permutation('shuffle', 7, 3, 1000)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 1000 }, (_, index) => index),
    );
    expect(permutation('shuffle', 7, 0, 0)).toHaveLength(0);
  });

  test('prefers no place', () => {
    const places = 5;
    const seen = Array.from({ length: places * places }, () => 0);
    const rounds = 4000;
    for (let epoch = 0; epoch < rounds; epoch++)
      permutation('shuffle', 1, epoch, places).forEach((item, place) => {
        const at = item * places + place;
        seen[at] = (seen[at] ?? 0) + 1;
      });
    const expected = rounds / places;
    const chiSquared = seen.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 16 degrees of freedom: 39.3 is exceeded once in a thousand.
    expect(chiSquared).toBeLessThan(39.3);
  });
});
