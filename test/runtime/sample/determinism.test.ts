import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { drawJpeg } from '../../../src/runtime/sample/folder/draw-file.ts';
import { type Photo, photoFile, photosOf } from '../../../src/runtime/sample/folder/request.ts';
import { drawPets } from '../../../src/runtime/sample/index.ts';

const photo: Photo = { kind: 'pets', seed: 7, size: 96, split: 'train', className: 'cat', index: 5 };

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'netc-sample-'));
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

it('draws a photo the same to the byte each time, whatever was drawn between', async () => {
  const first = await drawJpeg(photo);
  await drawJpeg({ ...photo, className: 'dog', size: 140 });
  expect(Buffer.from(await drawJpeg(photo)).equals(first)).toBe(true);
});

/** One of each kind; the number of the animal is one that is drawn with lines, which are found while others wait. */
const ofEachKind: readonly Photo[] = [
  photo,
  { ...photo, kind: 'animals', className: 'fox', index: 2 },
  { ...photo, kind: 'faces', className: 'face' },
];

it.each(ofEachKind)('draws photos of $kind under way together as it draws them alone', async (one) => {
  const others = [1, 3, 4].map((index) => ({ ...one, index, size: 120 }));
  const [together] = await Promise.all([one, ...others].map((each) => drawJpeg(each)));
  expect(Buffer.from(await drawJpeg(one)).equals(Buffer.from(together ?? []))).toBe(true);
});

it.each([
  ['seed', { seed: 8 }],
  ['split', { split: 'test' }],
  ['number', { index: 6 }],
  ['class', { className: 'dog' }],
] as const)('draws another photo for another %s', async (_, change) => {
  const [one, other] = [await drawJpeg(photo), await drawJpeg({ ...photo, ...change })];
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(false);
});

it('draws the same photos on threads, with other counts, as one by one', async () => {
  const counts = { train: 12, validation: 2, test: 2 };
  const request = { seed: 7, size: 72 };
  await drawPets({ ...request, folder: join(root, 'threads'), counts, threads: 2 });
  const fewer = { ...counts, train: 4 };
  await drawPets({ ...request, folder: join(root, 'alone'), counts: fewer, threads: 0 });
  for (const one of photosOf({ ...request, kind: 'pets', counts: fewer })) {
    const [a, b] = [
      await readFile(join(root, 'threads', photoFile(one))),
      await readFile(join(root, 'alone', photoFile(one))),
    ];
    expect(a.equals(b), photoFile(one)).toBe(true);
  }
});
