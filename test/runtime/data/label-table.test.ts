import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkFile } from '../../../src/runtime/project/check-file.ts';
import { loadDataset, type Dataset } from '../../../src/runtime/data/dataset.ts';
import { SPLITS } from '../../../src/runtime/data/photo.ts';
import { Problem } from '../../../src/runtime/problem.ts';
import { declared } from './array-files.ts';
import { drawnPhoto, temporaryFolder } from './photo-files.ts';

let photo: Uint8Array;
beforeAll(async () => {
  photo = await drawnPhoto('labels', 9, 9).jpeg().toBuffer();
});

/** A folder with photos of these names, and a table of their classes. */
function folderOf(photos: readonly string[], table: string, name = 'labels.csv'): string {
  const folder = temporaryFolder();
  for (const file of photos) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), photo);
  }
  writeFileSync(join(folder, name), table);
  return folder;
}

const load = (folder: string, labels: string, split = 'fractions(100%, 0%, 0%)'): Promise<Dataset> =>
  loadDataset(declared(`data d = images("${folder}") { size: 8x8, labels: ${labels}, split: ${split} }`), {
    base: '/',
    seed: 1,
  });

/** Names of photos with their classes, over all splits. */
function classesOf({ splits, labels }: Dataset): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const split of SPLITS)
    for (const { photos, labels: numbers } of splits[split])
      for (const { file } of photos) found[file] = labels[0]?.classes?.[numbers[0]?.[0] ?? -1] ?? '';
  return found;
}

async function refused(folder: string, labels: string): Promise<string> {
  const thrown: unknown = await load(folder, labels).catch((error: unknown) => error);
  if (!(thrown instanceof Problem)) throw new Error(`no problem: ${String(thrown)}`);
  return thrown.diagnostics.map(({ code, title }) => `${code} ${title}`).join('\n');
}

const said = ({ findings }: Dataset): readonly string[] =>
  findings.map(({ code, title, given }) => `${code} ${title}; ${given ?? ''}`);

describe('classes of photos by a table', () => {
  test.each([
    ['labels.csv', 'id,breed\na,pug\nb,boxer\nsub/c.jpg,pug\n'],
    ['labels.tsv', 'id\tbreed\na.jpg\tpug\nb.jpg\tboxer\n./sub/c.jpg\tpug\n'],
    ['labels.jsonl', '{"id":"a","breed":"pug"}\n{"id":"b","breed":"boxer"}\n{"id":"c","breed":"pug"}\n'],
  ])('%s: by path, by name, and by name without an ending', async (name, text) => {
    const folder = folderOf(['a.jpg', 'b.jpg', 'sub/c.jpg'], text, name);
    const dataset = await load(folder, `table("${name}", file: "id", class: "breed")`);
    expect(dataset.labels[0]?.classes).toEqual(['boxer', 'pug']);
    expect(classesOf(dataset)).toEqual({ 'a.jpg': 'pug', 'b.jpg': 'boxer', 'sub/c.jpg': 'pug' });
    expect(said(dataset)).toEqual([]);
  });

  test('in folders of splits', async () => {
    const files = [
      'train/1.jpg',
      'train/2.jpg',
      'validation/3.jpg',
      'validation/4.jpg',
      'test/5.jpg',
      'test/6.jpg',
    ];
    const folder = folderOf(files, 'file,class\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n');
    const { splits } = await load(folder, 'table("labels.csv")', 'folders');
    expect(SPLITS.map((split) => splits[split].length)).toEqual([2, 2, 2]);
  });

  test('the lock of a run holds though rows and photos come', async () => {
    const names = Array.from({ length: 12 }, (_, number) => `${number}.jpg`);
    const rows = names.map((name, number) => `${name},${number % 2 === 0 ? 'a' : 'b'}\n`).join('');
    const folder = folderOf(names, `file,class\n${rows}`);
    const dataset = declared(
      `data d = images("${folder}") { size: 8x8, labels: table("labels.csv"), split: fractions(50%, 25%, 25%) }`,
    );
    const before = await loadDataset(dataset, { base: '/', seed: 1 });
    const lock = before.lock();
    writeFileSync(join(folder, 'new.jpg'), photo);
    writeFileSync(join(folder, 'labels.csv'), `file,class\n${rows}new.jpg,a\n`);
    const again = await loadDataset(dataset, { base: '/', seed: 9, lock });
    for (const split of SPLITS) expect(again.splits[split].digest()).toBe(before.splits[split].digest());
  });

  test('what is left over is counted and named', async () => {
    const folder = folderOf(
      ['a.jpg', 'b.jpg', 'new.jpg'],
      'file,class\na,pug\nb,boxer\ngone,pug\na,pug\n,boxer\nb.jpg,\n',
    );
    expect(said(await load(folder, 'table("labels.csv")'))).toEqual([
      'NET5221 1 row of labels.csv names no photo that is there; row 4: gone',
      'NET5222 1 photo has no row in labels.csv; new.jpg',
      'NET5223 1 photo stands in labels.csv more than once; a in the rows 2 and 5',
      'NET5224 2 rows of labels.csv say no photo or no class; row 6, row 7',
    ]);
  });

  test.each([
    [
      'two classes of one photo',
      'file,class\na,pug\nb,boxer\na,boxer\n',
      'table("labels.csv")',
      'NET5220 a is pug in row 2 of labels.csv and boxer in row 4',
    ],
    ['another column', 'id,class\na,pug\n', 'table("labels.csv")', 'NET5220 labels.csv has no column file'],
    ['a file that is not there', '', 'table("other.csv")', 'NET5220 There is no other.csv'],
    [
      'a path that leaves the folder',
      '',
      'table("../labels.csv")',
      'NET5220 ../labels.csv is not in the folder of the photos',
    ],
    [
      'an absolute path',
      '',
      'table("/etc/passwd")',
      'NET5220 /etc/passwd is not in the folder of the photos',
    ],
    [
      'a name of several photos',
      'file,class\n1,pug\n',
      'table("labels.csv")',
      'NET5220 Row 2 of labels.csv names 2 photos: x/1.jpg, y/1.jpg',
    ],
    [
      'what is no table',
      'file,class\n"a,pug\n',
      'table("labels.csv")',
      'NET5220 labels.csv cannot be read: ',
    ],
  ])('%s', async (_, table, labels, wanted) => {
    const folder = folderOf(['a.jpg', 'b.jpg', 'x/1.jpg', 'y/1.jpg'], table);
    expect(await refused(folder, labels)).toContain(wanted);
  });

  test('the checker says it before anything runs', async () => {
    const folder = folderOf(['a.jpg', 'b.jpg'], 'name,class\na,pug\nb,boxer\n');
    const file = join(folder, 'main.net');
    const program = (columns: string): string =>
      `data d = images("${folder}") { size: 8x8, split: fractions(100%, 0%, 0%), labels: table("labels.csv"${columns}) }\n`;
    const check = async (columns: string): Promise<readonly string[]> => {
      writeFileSync(file, program(columns));
      const { diagnostics } = await checkFile(file, {
        workingDirectory: folder,
        settings: {},
        data: 'needed',
      });
      return diagnostics.map(({ code, title }) => `${code} ${title}`);
    };
    expect(await check('')).toEqual(['NET5220 labels.csv has no column file']);
    expect(await check(', file: "name"')).toEqual([]);
    rmSync(join(folder, 'labels.csv'));
    expect(await check('')).toEqual(['NET5220 There is no labels.csv']);
  });
});
