import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadDataset, type Dataset } from '../../../src/runtime/data/dataset.ts';
import { SPLITS } from '../../../src/runtime/data/photo.ts';
import { wordsOf } from '../../../src/typecheck/data/name-pattern.ts';
import { declared } from './array-files.ts';
import { temporaryFolder, writeFiles } from './photo-files.ts';

/** 300 photos of two classes by 41 people, most of whom have several, some of both classes. */
const people = Array.from(
  { length: 300 },
  (_, index) => `p${Math.floor(index / 8) + (index % 4 === 0 ? 3 : 0)}`,
);
const kinds = people.map((_, index) => (index % 3 === 0 ? 'cat' : 'dog'));
const number = (index: number): string => String(index).padStart(3, '0');

interface Way {
  readonly file: (index: number) => string;
  readonly labels: string;
  readonly by: string;
}

const ways = {
  'names that say class and person': {
    file: (index: number) => `${kinds[index] ?? ''}.${people[index] ?? ''}.${number(index)}.jpg`,
    labels: 'labels: name("{class}.{person}.{number}.jpg")',
    by: 'person',
  },
  'folders of classes, and names that say the person': {
    file: (index: number) => `${kinds[index] ?? ''}/${people[index] ?? ''}_${number(index)}.jpg`,
    labels: '',
    by: 'name("{person}_*.jpg")',
  },
  'a table of classes and people': {
    file: (index: number) => `${number(index)}.jpg`,
    labels: 'labels: table("labels.csv")',
    by: 'owner',
  },
} as const satisfies Readonly<Record<string, Way>>;

async function written({ file }: Way, count = people.length): Promise<string> {
  const folder = temporaryFolder();
  await writeFiles(folder, Object.fromEntries(people.slice(0, count).map((_, index) => [file(index), 'x'])));
  const rows = people
    .slice(0, count)
    .map((person, index) => `${number(index)},${kinds[index] ?? ''},${person}`);
  writeFileSync(join(folder, 'labels.csv'), ['file,class,owner', ...rows].join('\n'));
  return folder;
}

const loaded = (
  { labels, by }: Way,
  folder: string,
  split = 'fractions(60%, 20%, 20%',
  seed = 1,
): Promise<Dataset> =>
  loadDataset(
    declared(`data pets = images("${folder}") {\n  size: 8x8\n  split: ${split}, by: ${by})\n  ${labels}\n}`),
    { base: '/', seed },
  );

const filesOf = ({ splits }: Dataset): readonly (readonly string[])[] =>
  SPLITS.map((split) => Array.from(splits[split], ({ photos }) => photos[0]?.file ?? ''));

const personOf = (file: string): string => people[Number(/(\d{3})\.jpg$/.exec(file)?.[1])] ?? '';

describe.each(Object.entries(ways))('groups of photos: %s', (_, way) => {
  test.each(['fractions(60%, 20%, 20%', 'counts(180, 60, 60', 'hash(60%, 20%, 20%'])(
    'stay together by %s), and each class is divided in proportion',
    async (split) => {
      const dataset = await loaded(way, await written(way), split);
      const found = filesOf(dataset);
      expect(found.flat()).toHaveLength(300);
      const groups = found.map((files) => new Set(files.map(personOf)));
      expect(groups.reduce((sum, { size }) => sum + size, 0)).toBe(new Set(people).size);
      const [train, validation, test] = groups.map(({ size }) => size);
      expect(dataset.groups?.()).toMatchObject({ groups: { train, validation, test } });
      expect(dataset.findings).toEqual([]);
      if (split.startsWith('hash')) return;
      for (const [place, files] of found.entries()) {
        expect(Math.abs(files.length - ([180, 60, 60][place] ?? 0))).toBeLessThanOrEqual(8);
        const cats = files.filter((file) => kinds[Number(/(\d{3})\.jpg$/.exec(file)?.[1])] === 'cat');
        expect(Math.abs(cats.length - files.length / 3)).toBeLessThanOrEqual(5);
      }
    },
  );

  test('the seed decides, and a lock holds', async () => {
    const folder = await written(way);
    const [one, again, other] = [
      await loaded(way, folder),
      await loaded(way, folder),
      await loaded(way, folder, undefined, 2),
    ];
    expect(filesOf(again)).toEqual(filesOf(one));
    expect(filesOf(other)).not.toEqual(filesOf(one));
    const typed = declared(
      `data pets = images("${folder}") {\n  size: 8x8\n  split: hash(1, 0, 0, by: ${way.by})\n  ${way.labels}\n}`,
    );
    const locked = await loadDataset(typed, { base: '/', seed: 7, lock: one.lock() });
    expect(filesOf(locked)).toEqual(filesOf(one));
  });

  test('by hash a group stays in its split when photos come', async () => {
    const split = 'hash(60%, 20%, 20%';
    const [few, all] = [
      filesOf(await loaded(way, await written(way, 200), split)),
      filesOf(await loaded(way, await written(way), split)),
    ];
    for (const [place, files] of few.entries())
      expect(all[place]).toEqual(expect.arrayContaining([...files]));
  });
});

test('photos of which it is not known what they belong to are named and left out', async () => {
  const way = ways['folders of classes, and names that say the person'];
  const folder = await written(way);
  await writeFiles(folder, { 'cat/holidays.jpg': 'x', 'dog/deep/p1_900.jpg': 'x' });
  const dataset = await loaded(way, folder);
  const found = filesOf(dataset).flat();
  expect(found).not.toContain('cat/holidays.jpg');
  expect(found).toContain('dog/deep/p1_900.jpg');
  expect(dataset.findings.map(({ code, title, hint }) => [code, title, hint])).toEqual([
    [
      'NET5210',
      'The names of 1 photo do not fit {person}_*.jpg',
      expect.stringContaining('their group is not known'),
    ],
  ]);
});

test('a table of classes without the column is refused', async () => {
  const folder = await written(ways['a table of classes and people']);
  const way = { ...ways['a table of classes and people'], by: 'owners' };
  await expect(loaded(way, folder)).rejects.toThrow('owners');
});

test('the words of a pattern', () => {
  expect(wordsOf('{class}.{person}*{n}_{}.jpg')).toEqual(['class', 'person', 'n']);
});
