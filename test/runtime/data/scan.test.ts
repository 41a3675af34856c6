import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { findPhotos } from '../../../src/runtime/data/find-photos.ts';
import { fileName, fileNameOf } from '../../../src/runtime/data/file-name.ts';
import { folderFacts } from '../../../src/runtime/data/folder-facts.ts';
import { listFolder } from '../../../src/runtime/data/list-folder.ts';
import { loadDataset } from '../../../src/runtime/data/dataset.ts';
import { PhotoList } from '../../../src/runtime/data/photo-list.ts';
import { scanFolder, type Scan, type ScannedClass } from '../../../src/runtime/data/scan.ts';
import { splitOfFolder } from '../../../src/typecheck/data/split-folders.ts';
import { nameReader, isNamePattern } from '../../../src/typecheck/data/name-pattern.ts';
import { decodePhoto } from '../../../src/runtime/data/decode/decode-photo.ts';
import { FileReader } from '../../../src/runtime/data/decode/read-photo.ts';
import { drawnPhoto, stretchedTo, temporaryFolder, typedDataset, writeFiles } from './photo-files.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const names = ({ photos }: Scan, { rows }: ScannedClass): readonly string[] =>
  Array.from(rows, (row) => photos.file(row));

describe('classes in the data folder', () => {
  test('classes and photos are sorted by code unit, whatever order the disk has', async () => {
    await writeFiles(folder, {
      'dog/b.jpg': 'x',
      'dog/a.JPEG': 'x',
      'dog/B.png': 'x',
      'cat/ä.jpg': 'x',
      'cat/z.jpg': 'x',
      '10/one.gif': 'x',
      '2/two.TIF': 'x',
    });
    const scan = await scanFolder(folder, 'classes');
    expect(scan.classes).toEqual(['10', '2', 'cat', 'dog']);
    expect(scan.groups.map((group) => names(scan, group))).toEqual([
      ['10/one.gif'],
      ['2/two.TIF'],
      ['cat/z.jpg', 'cat/ä.jpg'],
      ['dog/B.png', 'dog/a.JPEG', 'dog/b.jpg'],
    ]);
  });

  test('photos in subfolders belong to the class; what is hidden or no photo does not count', async () => {
    await writeFiles(folder, {
      'cat/kittens/small/1.webp': 'x',
      'cat/2.bmp': 'x',
      'cat/.DS_Store': 'x',
      'cat/._2.jpg': 'x',
      'cat/notes.txt': 'x',
      'cat/__MACOSX/3.jpg': 'x',
      '.git/4.jpg': 'x',
      '__MACOSX/cat/5.jpg': 'x',
      'stray.jpg': 'x',
      'labels.csv': 'x',
    });
    const scan = await scanFolder(folder, 'classes');
    expect(scan.groups.map((group) => names(scan, group))).toEqual([
      ['cat/2.bmp', 'cat/kittens/small/1.webp'],
    ]);
    expect(scan.stray).toEqual(['stray.jpg']);
    expect(scan.ignored).toEqual(['labels.csv', 'cat/notes.txt']);
  });

  test('links are followed, but not in circles, nor from one class into another', async () => {
    await writeFiles(folder, { 'data/cat/1.jpg': 'x', 'data/dog/2.jpg': 'x', 'elsewhere/3.jpg': 'x' });
    symlinkSync('..', join(folder, 'data/cat/up'));
    symlinkSync('.', join(folder, 'data/cat/self'));
    symlinkSync('loop', join(folder, 'data/cat/loop'));
    symlinkSync('loop.jpg', join(folder, 'data/cat/loop.jpg'));
    symlinkSync('nowhere.jpg', join(folder, 'data/cat/dead.jpg'));
    symlinkSync('../elsewhere', join(folder, 'data/fox'));
    symlinkSync('../2.jpg', join(folder, 'data/cat/also.jpg'));
    symlinkSync('../dog/2.jpg', join(folder, 'data/cat/linked.jpg'));
    const scan = await scanFolder(join(folder, 'data'), 'classes');
    // Those that lead nowhere are among the photos: they are named when they cannot be read.
    expect(scan.groups.map((group) => [group.name, ...names(scan, group)])).toEqual([
      ['cat', 'cat/1.jpg', 'cat/also.jpg', 'cat/dead.jpg', 'cat/linked.jpg', 'cat/loop.jpg'],
      ['dog', 'dog/2.jpg'],
      ['fox', 'fox/3.jpg'],
    ]);
    expect(scan).toMatchObject({ ignored: ['cat/loop'], unreadable: [] });
  });

  test('a folder that is missing, a file, or cannot be read is said, not thrown', async () => {
    writeFileSync(join(folder, 'file'), 'x');
    expect(await scanFolder(join(folder, 'nowhere'), 'classes')).toMatchObject({
      exists: false,
      classes: [],
    });
    expect(await scanFolder(join(folder, 'file'), 'splits')).toMatchObject({ exists: false });
    expect(await listFolder(join(folder, 'file'))).toEqual({ entries: [], error: 'ENOTDIR' });
    const gone = { name: 'gone', path: join(folder, 'gone'), id: '' };
    const found = { photos: new PhotoList(''), ignored: [], unreadable: [] };
    await findPhotos(gone, 'cat/gone/', [], found);
    expect(found.unreadable).toEqual([{ folder: 'cat/gone/', reason: 'ENOENT' }]);
  });

  test('a list of photos to leave out that cannot be read stops, and is not taken for none', async () => {
    await writeFiles(folder, { 'cat/1.jpg': 'x', 'dog/2.jpg': 'x' });
    const load = () => loadDataset(typedDataset(folder), { base: '/', seed: 1 });
    expect((await load()).quarantined.size).toBe(0);
    mkdirSync(join(folder, 'netc-quarantine.txt'));
    await expect(load()).rejects.toThrow('netc-quarantine.txt cannot be read (EISDIR: it is a folder)');
  });

  test('names that are not UTF-8, or as long as names can be, survive', async () => {
    const photo = await drawnPhoto('names').png().toBuffer();
    const long = `${'n'.repeat(251)}.jpg`;
    await writeFiles(folder, { [`cat/${long}`]: photo, 'cat/\u{1f431} "quoted"\n.jpg': photo });
    // Other systems refuse such names.
    const strange = process.platform === 'linux' ? [0xe9, 0xea] : [];
    for (const byte of strange)
      writeFileSync(
        Buffer.concat([Buffer.from(`${folder}/cat/caf`), Buffer.of(byte), Buffer.from('.jpg')]),
        photo,
      );
    const scan = await scanFolder(folder, 'classes');
    expect(scan.groups.flatMap((group) => names(scan, group))).toEqual([
      ...strange.map((byte) => `cat/caf\\x${byte.toString(16)}.jpg`),
      `cat/${long}`,
      'cat/\u{1f431} "quoted"\n.jpg',
    ]);
    const reader = new FileReader();
    for (const { path } of scan.photos)
      expect(await decodePhoto(reader.read(path), stretchedTo(4, 4))).toHaveLength(48);
  });

  test('a name keeps its bytes only where it must', () => {
    expect(fileName(Buffer.from('größe.jpg'))).toEqual({ text: 'größe.jpg', exact: 'größe.jpg' });
    const latin = Buffer.from([0x67, 0xf6]);
    expect(fileName(latin)).toEqual({ text: 'g\\xf6', exact: latin });
    for (const bytes of [latin, Buffer.from('größe.jpg'), Buffer.from('a "b".jpg'), Buffer.from('a\n')])
      expect(fileNameOf(bytes.toString('latin1'))).toEqual(fileName(bytes));
  });
});

describe('folders of splits', () => {
  test('have several names', () => {
    expect(
      ['train', 'Training', 'val', 'VALID', 'validation', 'test', 'testing', 'cat'].map(splitOfFolder),
    ).toEqual(['train', 'train', 'validation', 'validation', 'validation', 'test', 'test', undefined]);
  });

  test('classes are those of all splits, and facts say where one is missing or empty', async () => {
    await writeFiles(folder, {
      'train/cat/1.jpg': 'x',
      'train/cat/2.jpg': 'x',
      'train/dog/3.jpg': 'x',
      'val/dog/4.jpg': 'x',
      'test/fox/5.jpg': 'x',
      'train/stray.jpg': 'x',
      'extra/cat/6.jpg': 'x',
    });
    mkdirSync(join(folder, 'val/cat'));
    const facts = folderFacts(await scanFolder(folder, 'splits'));
    expect(facts).toMatchObject({
      exists: true,
      folders: ['extra', 'test', 'train', 'val'],
      splits: ['train', 'validation', 'test'],
      classes: ['cat', 'dog', 'fox'],
      photos: 5,
      stray: { count: 1, first: ['train/stray.jpg'] },
    });
    const shown = facts.counts.map(({ class: name, split, folder: there, photos }) =>
      [split, name, there ? String(photos) : 'missing'].join(' '),
    );
    expect(shown).toEqual([
      'train cat 2',
      'train dog 1',
      'train fox missing',
      'validation cat 0',
      'validation dog 1',
      'validation fox missing',
      'test cat missing',
      'test dog missing',
      'test fox 1',
    ]);
  });

  test('a data folder without them has no classes, and says which folders it has', async () => {
    await writeFiles(folder, { 'cat/1.jpg': 'x', 'dog/2.jpg': 'x' });
    expect(folderFacts(await scanFolder(folder, 'splits'))).toMatchObject({
      classes: [],
      splits: [],
      folders: ['cat', 'dog'],
      photos: 0,
    });
  });
});

describe('classes by names of files', () => {
  const lies = {
    'cat.1.jpg': 'x',
    'deep/dog.2.jpg': 'x',
    'cat.2.jpg': 'x',
    'cow-3.jpg': 'x',
    'notes.txt': 'x',
  };

  test('wherever they lie; a name that does not fit is a stray', async () => {
    await writeFiles(folder, lies);
    const scan = await scanFolder(folder, 'classes', '{class}.{number}.jpg');
    expect(scan.groups.map((group) => [group.name, names(scan, group)])).toEqual([
      ['cat', ['cat.1.jpg', 'cat.2.jpg']],
      ['dog', ['deep/dog.2.jpg']],
    ]);
    expect(scan).toMatchObject({ stray: ['cow-3.jpg'], ignored: ['notes.txt'] });
  });

  test('in each folder of a split', async () => {
    await writeFiles(folder, { 'train/cat.1.jpg': 'x', 'val/dog.2.jpg': 'x', 'cat.3.jpg': 'x' });
    const scan = await scanFolder(folder, 'splits', '{class}.*');
    expect(scan.groups.map(({ name, split }) => [name, split])).toEqual([
      ['cat', 'train'],
      ['dog', 'validation'],
    ]);
  });

  test('photos without a class are named in one warning and are in no split', async () => {
    await writeFiles(folder, lies);
    const dataset = typedDataset(folder);
    const loaded = await loadDataset(
      {
        ...dataset,
        source: { kind: 'images', path: folder, span: dataset.span, names: '{class}.{number}.jpg' },
        labels: dataset.labels.map((label) => ({ ...label, classes: undefined })),
      },
      { base: folder, seed: 1 },
    );
    expect(loaded.splits.train.length).toBe(3);
    expect(loaded.labels[0]?.classes).toEqual(['cat', 'dog']);
    expect(loaded.findings.map(({ code, given }) => [code, given])).toEqual([['NET5210', 'cow-3.jpg']]);
  });

  test('signs of expressions in a pattern stand for themselves', () => {
    const classOf = nameReader('(a)+_{class}.j?g');
    expect([classOf('(a)+_cat.j?g'), classOf('aa_cat.jg')]).toEqual(['cat', undefined]);
    const isPattern = (pattern: string): boolean => isNamePattern(pattern);
    expect(['{class}', '*{class}_{n}.png'].every(isPattern)).toBe(true);
    expect(['cat.*', '{class}{class}', '{class', '{class}/*'].some(isPattern)).toBe(false);
  });
});
