import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { pixelCacheFolder } from '../../../src/runtime/data/cache/cache-folder.ts';
import { photoKey } from '../../../src/runtime/data/cache/photo-key.ts';
import { PixelCache, type PixelCacheOptions } from '../../../src/runtime/data/cache/pixel-cache.ts';
import type { PhotoFile } from '../../../src/runtime/data/photo.ts';
import type { FilePlace } from '../../../src/runtime/data/workers/messages.ts';
import { uniform } from '../../support/draws.ts';
import { stretchedTo, temporaryFolder } from './photo-files.ts';

const form = stretchedTo(5, 4);
const BYTES = 60;

let root: string;
beforeEach(() => {
  root = join(temporaryFolder(), 'pixels');
});

const photo = (name: string, changes: Partial<PhotoFile> = {}): PhotoFile => ({
  file: name,
  path: `/data/${name}`,
  bytes: 10,
  modified: 1.5,
  ...changes,
});
const key = (name: string, changes: Partial<PhotoFile> = {}): string => photoKey(photo(name, changes));
const pixels = (name: string): Uint8Array => Uint8Array.from(uniform(name, BYTES), (draw) => draw * 256);
const open = (changes: Partial<PixelCacheOptions> = {}): Promise<PixelCache> =>
  PixelCache.open({ root, folder: '/data', form, photos: 10, limit: 1e6, ...changes });
const read = (cache: PixelCache, wanted: string): Uint8Array | undefined => {
  const place = cache.locate(wanted);
  const into = new Uint8Array(BYTES);
  return place !== undefined && readSync(place.file, into, 0, BYTES, place.at) === BYTES ? into : undefined;
};
const segments = (): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(pixels|part)$/.test(name))
    .sort();
/** Does what a thread does with a photo that is decoded. */
async function add(cache: PixelCache, ...names: readonly string[]): Promise<void> {
  const room = await cache.reserve(names.map((name) => key(name)));
  room.settle(names.map((name, index) => ({ isWritten: write(name, room.places[index]) })));
}
function write(name: string, place: FilePlace | undefined): boolean {
  if (place === undefined) return false;
  return writeSync(place.file, pixels(name), 0, BYTES, place.at) === BYTES;
}
async function filled(names: readonly string[], changes: Partial<PixelCacheOptions> = {}): Promise<void> {
  const cache = await open(changes);
  for (const name of names) await add(cache, name);
  await cache.close();
}

describe('keeping', () => {
  test('gives back the same bytes, in the process that wrote them and in the next', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `${index}.jpg`);
    const cache = await open();
    await Promise.all([
      add(cache, ...names.slice(50)),
      ...names.slice(0, 50).map((name) => add(cache, name)),
    ]);
    cache.publish();
    await add(cache, 'late.jpg');
    await cache.close();
    const again = await open();
    expect(again.count).toBe(101);
    for (const name of [...names, 'late.jpg']) expect(read(again, key(name))).toEqual(pixels(name));
    await again.close();
  });

  test('can be read before the segment is whole', async () => {
    const cache = await open();
    await add(cache, 'a');
    expect(read(cache, key('a'))).toEqual(pixels('a'));
    expect(segments()).toEqual([expect.stringMatching(/\.part$/)]);
    await cache.close();
    expect(segments()).toEqual([expect.stringMatching(/\.pixels$/)]);
  });

  test('a photo that came to nothing leaves its place empty, and another may still come', async () => {
    const cache = await open({ limit: 3 * BYTES });
    const [first, second] = [await cache.reserve([key('a')]), await cache.reserve([key('b')])];
    await add(cache, 'c');
    expect((await cache.reserve([key('d')])).places).toEqual([undefined]);
    first.settle([{ fault: { reason: 'broken', detail: '' } }]);
    second.settle(undefined);
    expect(cache.locate(key('a'))).toBeUndefined();
    await cache.close();
    const again = await open();
    expect(again.count).toBe(1);
    expect(read(again, key('c'))).toEqual(pixels('c'));
    await again.close();
  });

  test('photos that are asked for together lie one after another, as far as there is room', async () => {
    const cache = await open({ limit: 5 * BYTES });
    await add(cache, 'b');
    const room = await cache.reserve(['a', 'c', 'd', 'e', 'f'].map((name) => key(name)));
    const file = cache.locate(key('b'))?.file;
    const at = (place: number): unknown => ({ file, at: place * BYTES });
    expect(room.places).toEqual([at(1), at(2), at(3), at(4), undefined]);
    room.settle(undefined);
    await cache.close();
  });

  test('a segment waits for what is still being written', async () => {
    const cache = await open();
    const room = await cache.reserve([key('a')]);
    const closed = cache.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(segments()).toEqual([expect.stringMatching(/\.part$/)]);
    room.settle([{ isWritten: write('a', room.places[0]) }]);
    await closed;
    const again = await open();
    expect(read(again, key('a'))).toEqual(pixels('a'));
    await again.close();
  });

  test('a photo that was changed, or is wanted in another size, is not found', async () => {
    await filled(['a']);
    const cache = await open();
    expect(cache.locate(key('a'))).toBeDefined();
    expect(cache.locate(key('a', { bytes: 11 }))).toBeUndefined();
    expect(cache.locate(key('a', { modified: 2 }))).toBeUndefined();
    expect(cache.locate(key('b'))).toBeUndefined();
    await cache.close();
    const other = await open({ form: stretchedTo(4, 5) });
    expect(other.locate(key('a'))).toBeUndefined();
    await other.close();
  });

  test('a closed cache gives nothing', async () => {
    const cache = await open();
    await add(cache, 'a');
    await cache.close();
    expect(read(cache, key('a'))).toBeUndefined();
  });
});

describe('sharing', () => {
  test('two at once keep their own and later read both', async () => {
    const [first, second] = [await open(), await open()];
    await add(first, 'a');
    await add(second, 'b');
    await Promise.all([first.close(), second.close()]);
    const cache = await open();
    expect(read(cache, key('a'))).toEqual(pixels('a'));
    expect(read(cache, key('b'))).toEqual(pixels('b'));
    await cache.close();
  });

  test('what two have kept alike is stored once', async () => {
    const [first, second] = [await open(), await open()];
    for (const cache of [first, second]) await add(cache, 'a');
    await first.close();
    await second.close();
    expect(segments()).toHaveLength(2);
    await (await open()).close();
    expect(segments()).toHaveLength(1);
  });

  test('a reader keeps what another process evicts', async () => {
    await filled(['a']);
    const reader = await open();
    await (await open({ folder: '/other', photos: 1, limit: 100 })).close();
    expect(segments()).toHaveLength(0);
    expect(read(reader, key('a'))).toEqual(pixels('a'));
    await reader.close();
  });
});

describe('damage', () => {
  test.each<[string, (path: string) => void]>([
    [
      'cut short',
      (path) => {
        truncateSync(path, statSync(path).size - 1);
      },
    ],
    [
      'empty',
      (path) => {
        truncateSync(path, 0);
      },
    ],
    [
      'changed in its keys',
      (path) => {
        const bytes = readFileSync(path);
        bytes[BYTES * 2] = (bytes[BYTES * 2] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      },
    ],
    [
      'something else',
      (path) => {
        writeFileSync(path, 'text '.repeat(100));
      },
    ],
  ])('a segment that is %s is not used', async (_name, damage) => {
    await filled(['a', 'b']);
    damage(join(root, segments()[0] ?? ''));
    const cache = await open();
    expect(cache.count).toBe(0);
    await add(cache, 'a');
    await cache.close();
    const again = await open();
    expect(read(again, key('a'))).toEqual(pixels('a'));
    await again.close();
  });

  test('a segment cut while it is open makes its photos missing, not wrong', async () => {
    await filled(['a', 'b']);
    const cache = await open();
    truncateSync(join(root, segments()[0] ?? ''), BYTES + 3);
    expect(read(cache, key('b'))).toBeUndefined();
    cache.forget(key('b'));
    expect(cache.locate(key('b'))).toBeUndefined();
    expect(read(cache, key('a'))).toEqual(pixels('a'));
    await cache.close();
  });
});

describe('room', () => {
  test('the longest unused go first, and never more is kept than allowed', async () => {
    await filled(['old'], { folder: '/old' });
    const [old] = segments();
    utimesSync(join(root, old ?? ''), 1000, 1000);
    await filled(['new'], { folder: '/new' });
    expect(segments()).toHaveLength(2);
    const one = statSync(join(root, old ?? '')).size;
    await filled(['third'], { folder: '/third', photos: 1, limit: 2 * one });
    expect(segments()).toHaveLength(2);
    expect(existsSync(join(root, old ?? ''))).toBe(false);
  });

  test('a data set larger than the limit is kept in part', async () => {
    await filled(['a', 'b', 'c', 'd'], { photos: 4, limit: 2 * BYTES });
    const cache = await open();
    expect(cache.count).toBe(2);
    await cache.close();
  });

  test('parts that nobody writes any more are removed', async () => {
    await filled(['a']);
    const folder = join(root, readdirSync(root)[0] ?? '');
    writeFileSync(join(folder, 'dead.part'), 'x');
    writeFileSync(join(folder, 'alive.part'), 'x');
    utimesSync(join(folder, 'dead.part'), 1000, 1000);
    await (await open()).close();
    expect(segments().filter((name) => name.endsWith('.part'))).toEqual([expect.stringMatching(/alive/)]);
  });
});

describe('trouble', () => {
  test('a folder that cannot be made turns it off with one word', async () => {
    mkdirSync(join(root, '..'), { recursive: true });
    writeFileSync(root, 'a file where the folder should be');
    const said: string[] = [];
    const cache = await open({ off: (reason) => said.push(reason) });
    await add(cache, 'a');
    await add(cache, 'b');
    expect(cache.locate(key('a'))).toBeUndefined();
    await cache.close();
    expect(said).toEqual([expect.stringMatching(/^(EEXIST|ENOTDIR)$/)]);
  });

  test('a folder that goes away turns it off with one word, and reading goes on', async () => {
    await filled(['a']);
    const said: string[] = [];
    const cache = await open({ off: (reason) => said.push(reason) });
    rmSync(root, { recursive: true });
    await add(cache, 'b');
    await add(cache, 'c');
    expect(read(cache, key('a'))).toEqual(pixels('a'));
    expect(read(cache, key('b'))).toBeUndefined();
    await cache.close();
    expect(said).toEqual(['ENOENT']);
  });
});

test('a disk that takes no more turns it off with one word', async () => {
  const said: string[] = [];
  const cache = await open({ off: (reason) => said.push(reason) });
  await add(cache, 'a');
  const room = await cache.reserve([key('b')]);
  room.settle([{ isWritten: false, pixels: pixels('b'), unwritten: 'ENOSPC' }]);
  expect((await cache.reserve([key('c')])).places).toEqual([undefined]);
  await cache.close();
  expect(said).toEqual(['ENOSPC']);
  expect(segments()).toEqual([]);
});

test("the folder is the user's, unless the environment says another", () => {
  expect(pixelCacheFolder({ NETC_CACHE: '/n', XDG_CACHE_HOME: '/x' })).toBe(join('/n', 'pixels'));
  expect(pixelCacheFolder({ NETC_CACHE: '', XDG_CACHE_HOME: '/x' })).toBe(join('/x', 'netc', 'pixels'));
  expect(pixelCacheFolder({})).toMatch(/\.cache[/\\]netc[/\\]pixels$/);
});
