import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { MAX_FILE_BYTES } from '../../../src/runtime/data/decode/limits.ts';
import { loadPhoto } from '../../../src/runtime/data/load-photo.ts';
import { faultOf } from '../../../src/runtime/data/photo-problem.ts';
import { WorkPool } from '../../../src/runtime/data/workers/pool.ts';
import { drawnPhoto, stretchedTo, temporaryFolder, writeFiles } from './photo-files.ts';

const form = stretchedTo(6, 9);
const SIDE = 60_000;

/** Words of 16 bits, the lower byte first. */
const words = (...values: readonly number[]): Buffer =>
  Buffer.concat(values.map((value) => Buffer.of(value & 0xff, value >> 8)));

/** A GIF with a picture of that side and next to no data. */
const gif = (side: number): Buffer =>
  Buffer.concat([
    Buffer.from('GIF89a'),
    words(side, side),
    Buffer.of(0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c),
    words(0, 0, side, side),
    Buffer.of(0, 2, 2, 0x4c, 0x01, 0, 0x3b),
  ]);

/** A grey TIFF of that side: a directory of short values, one strip of two bytes. */
function tiff(side: number): Buffer {
  const entries = [
    [256, side],
    [257, side],
    [258, 8],
    [259, 1],
    [262, 1],
    [273, 8],
    [277, 1],
    [278, side],
    [279, 2],
  ] as const;
  const directory = entries.map(([tag, value]) => words(tag, 3, 1, 0, value, 0));
  return Buffer.concat([
    Buffer.from('II*\0'),
    words(10, 0, 0),
    words(entries.length),
    ...directory,
    words(0, 0),
  ]);
}

/** The header of a bitmap of that side. */
function bitmap(side: number): Buffer {
  const file = Buffer.alloc(58);
  file.write('BM');
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(side, 18);
  file.writeInt32LE(side, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  return file;
}

/** A JPEG with a second frame header, of 8 by 8 pixels, before its pixels. */
function framedTwice(jpeg: Buffer): Buffer {
  const scan = jpeg.indexOf(Buffer.of(0xff, 0xda));
  const frame = Buffer.of(0xff, 0xc0, 0, 17, 8, 0, 8, 0, 8, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1);
  return Buffer.concat([jpeg.subarray(0, scan), frame, jpeg.subarray(scan)]);
}

let folder: string;
/** KiB of memory before any of them was looked at. */
const before = process.resourceUsage().maxRSS;
beforeAll(async () => {
  folder = temporaryFolder();
  const [jpeg, webp, gifs, tiffs] = await Promise.all([
    drawnPhoto('hostile').jpeg().toBuffer(),
    drawnPhoto('hostile').webp().toBuffer(),
    drawnPhoto('hostile').gif().toBuffer(),
    drawnPhoto('hostile').tiff().toBuffer(),
  ]);
  const half = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length / 2);
  await writeFiles(folder, {
    'whole.jpg': jpeg,
    'half.webp': half(webp),
    'half.gif': half(gifs),
    'half.tif': half(tiffs),
    'huge.gif': gif(SIDE),
    'huge.tif': tiff(SIDE),
    'huge.bmp': bitmap(SIDE),
    'twice.jpg': framedTwice(jpeg),
    'film.jpg': Buffer.concat([Buffer.of(0, 0, 0, 24), Buffer.from('ftypisom'), Buffer.alloc(512)]),
    'page.jpg': '<html><body>404 Not Found</body></html>',
    'nothing.jpg': '',
    'endless.jpg': '',
  });
  truncateSync(join(folder, 'endless.jpg'), MAX_FILE_BYTES + 1);
  symlinkSync('nowhere.jpg', join(folder, 'dangling.jpg'));
  symlinkSync('circle.jpg', join(folder, 'circle.jpg'));
  mkdirSync(join(folder, 'folder.jpg'));
});

const reasons: readonly (readonly [string, readonly string[]])[] = [
  ['half.webp', ['truncated', 'broken']],
  ['half.gif', ['truncated', 'broken']],
  ['half.tif', ['truncated', 'broken']],
  ['huge.gif', ['too-large']],
  ['huge.tif', ['too-large']],
  ['huge.bmp', ['too-large']],
  ['twice.jpg', ['broken']],
  ['film.jpg', ['broken']],
  ['page.jpg', ['html']],
  ['nothing.jpg', ['empty']],
  ['endless.jpg', ['too-large']],
  ['dangling.jpg', ['missing']],
  ['circle.jpg', ['unreadable']],
  ['folder.jpg', ['unreadable']],
];

async function reasonFor(file: string): Promise<string> {
  try {
    await loadPhoto(join(folder, file), form);
    return 'none';
  } catch (thrown) {
    return faultOf(thrown).reason;
  }
}

test.each(reasons)('%s has a reason', async (file, expected) => {
  expect(expected).toContain(await reasonFor(file));
});

test('a pipe is no photo, and nobody waits for it', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
  expect(await reasonFor('pipe.jpg')).toBe('unreadable');
});

test('none of them takes memory for what it claims, nor a worker with it', async () => {
  const pool = new WorkPool(form, 1);
  try {
    for (const [file] of reasons)
      expect(await pool.decode([{ path: join(folder, file) }])).toHaveProperty('0.fault');
    expect(await pool.decode([{ path: join(folder, 'whole.jpg') }])).toHaveProperty('0.pixels');
  } finally {
    await pool.close();
  }
  // A grey picture of the claimed size alone would take 3.4 GiB.
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(512 * 1024);
});
