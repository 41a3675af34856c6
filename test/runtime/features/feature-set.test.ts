import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { FeatureSet, layoutOf, type SetLayout } from '../../../src/runtime/features/feature-set.ts';
import { makeRoom } from '../../../src/runtime/features/room.ts';
import { temporaryFolder } from '../data/photo-files.ts';

const features = [
  { name: 'feature/0', path: 'base', shape: [2, 3] },
  { name: 'feature/1', path: 'side', shape: [] },
];
/** Three files: of four samples, four, and two. */
const layout: SetLayout = { features, samples: 10, samplesInFile: 4 };

let folder: string;
beforeEach(() => {
  folder = join(temporaryFolder(), 'features', 'key');
});

const large = (place: number): readonly number[] => [0, 1, 2, 3, 4, 5].map((index) => place * 10 + index);

async function write(set: FeatureSet, file: number): Promise<void> {
  const [from, to] = set.rangeOf(file);
  const places = Array.from({ length: to - from }, (_, index) => from + index);
  const blocks = [places.flatMap(large), places.map((place) => -place)].map((block) =>
    Float32Array.from(block),
  );
  await set.write(
    file,
    blocks,
    file === 2 ? [{ place: 9, problem: { file: 'x.jpg', reason: 'empty', detail: '' } }] : [],
  );
}

async function filled(files: readonly number[] = [0, 1, 2]): Promise<FeatureSet> {
  const set = new FeatureSet(folder, 0, layout);
  for (const file of files) await write(set, file);
  return set;
}

describe('a set of features', () => {
  it('gives the features of any places, in their order and as often as they are named', async () => {
    (await filled()).close();
    const set = new FeatureSet(folder, 0, layout);
    expect(set.missing).toEqual([0, 1, 2]);
    await set.open();
    expect(set).toMatchObject({ missing: [], found: 10 });
    const places = [9, 0, 1, 2, 3, 4, 5, 5, 8, 7];
    const read = await set.read(places);
    expect(read['feature/0']).toMatchObject({ dtype: 'float32', shape: [10, 2, 3] });
    expect([...(read['feature/0']?.data ?? [])]).toEqual(places.flatMap(large));
    expect(read['feature/1']?.shape).toEqual([10]);
    expect([...(read['feature/1']?.data ?? [])]).toEqual(places.map((place) => -place));
    expect(set.leftOut).toMatchObject([{ place: 9, problem: { reason: 'empty' } }]);
    set.close();
  });

  it('knows which files are still to be computed', async () => {
    const set = await filled([1]);
    expect(set).toMatchObject({ missing: [0, 2], found: 4 });
    expect(set.rangeOf(2)).toEqual([8, 10]);
    set.close();
  });

  it('takes no file that was cut short, is of other features, or of another version', async () => {
    (await filled()).close();
    const [first = '', second = ''] = readdirSync(folder).sort();
    truncateSync(join(folder, first), statSync(join(folder, first)).size - 1);
    const bytes = readFileSync(join(folder, second));
    bytes.writeUInt8(0x58, bytes.length - 26);
    writeFileSync(join(folder, second), bytes);
    const set = new FeatureSet(folder, 0, layout);
    await set.open();
    expect(set.missing).toEqual([0, 1]);
    set.close();
    const other = new FeatureSet(folder, 0, { ...layout, features: features.slice(0, 1) });
    await other.open();
    expect(other.found).toBe(0);
    const version = new FeatureSet(folder, 1, layout);
    await version.open();
    expect(version.found).toBe(0);
  });

  it('has no part of a file that could not be written to its end', async () => {
    const full = new FeatureSet(folder, 0, layout, () =>
      Promise.resolve({
        write: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
        sync: () => Promise.resolve(),
        close: () => Promise.resolve(),
      }),
    );
    await expect(write(full, 0)).rejects.toThrow(/NET7003/);
    expect(full.found).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is divided by whole batches into files of few', () => {
    expect(layoutOf({ features, bytes: 28 }, 1000, 10)).toEqual({
      features,
      samples: 1000,
      samplesInFile: 80,
    });
    // A file is in memory before it is written, and all files of a set are open.
    expect(layoutOf({ features, bytes: 1e6 }, 1000, 10).samplesInFile).toBe(60);
    const many = layoutOf({ features, bytes: 28 }, 1e6, 10).samplesInFile;
    expect(many % 10).toBe(0);
    expect(1e6 / many).toBeLessThanOrEqual(256);
  });
});

describe('room for features', () => {
  const root = (): string => join(folder, '..');

  it('is made by removing those that were not used for longest, and none that is in use', async () => {
    const own = await filled([0]);
    for (const [index, name] of ['older', 'newer'].entries()) {
      mkdirSync(join(root(), name));
      writeFileSync(join(root(), name, '0-0000.features'), Buffer.alloc(1000));
      utimesSync(join(root(), name, '0-0000.features'), 1000 + index, 1000 + index);
    }
    utimesSync(own.paths[0] ?? '', 10, 10);
    const size = statSync(own.paths[0] ?? '').size;
    expect(await makeRoom(root(), 500, new Set(own.paths), size + 1600)).toBe(600);
    expect(readdirSync(root()).sort()).toEqual(['key', 'newer']);
    expect(await makeRoom(root(), 500, new Set(own.paths), size + 600)).toBe(600);
    expect(readdirSync(root())).toEqual(['key']);
    own.close();
  });

  it('removes nothing where it could not be enough', async () => {
    const own = await filled([0]);
    mkdirSync(join(root(), 'other'));
    writeFileSync(join(root(), 'other', '0-0000.features'), Buffer.alloc(1000));
    expect(await makeRoom(root(), 5000, new Set(own.paths), 4000)).toBeLessThan(5000);
    expect(readdirSync(root()).sort()).toEqual(['key', 'other']);
    own.close();
  });
});
