import { join } from 'node:path';
import { expect, test } from 'vitest';
import { predictionBatches } from '../../../src/runtime/data/index.ts';
import { namedSamples } from '../../../src/runtime/predict/named-samples.ts';
import { pixelMap } from '../../../src/typecheck/data/pixel-domains.ts';
import { defaultResize } from '../../../src/typecheck/data/read-pixels.ts';
import type { ImageColumn } from '../../../src/typecheck/typed-module.ts';
import { folderWith, npy } from './array-files.ts';
import { drawnPhoto } from './photo-files.ts';

const size = { height: 2, width: 3, channels: 1 } as const;
const image: ImageColumn = { name: 'image', path: [], size, resize: defaultResize, pixels: 'bytes' };
const column = { images: [image], numbers: [] };

test('an array is a photo for each element, between other photos, in order', async () => {
  const pixels = Uint8Array.from({ length: 18 }, (_, place) => place * 14);
  const folder = folderWith({
    'x.npy': npy("'|u1'", '(3, 2, 3)', pixels),
    'a.png': await drawnPhoto('a', 8, 8).png().toBuffer(),
  });
  const path = join(folder, 'x.npy');
  const { parts, leftOut } = await namedSamples([join(folder, 'a.png'), path, join(folder, 'a.png')], column);
  expect(leftOut).toBe(0);
  expect(parts.map(({ samples }) => samples.length)).toEqual([1, 3, 1]);
  const read: [string, number[]][] = [];
  const samples = parts[1]?.samples;
  if (samples === undefined) throw new Error('no samples');
  const form = { size, resize: defaultResize };
  const images = [{ index: 0, form, map: pixelMap('bytes', undefined), inputs: ['in'] }];
  for await (const { files, feeds } of predictionBatches(samples, { images, batch: 2, workers: 1 }))
    for (const [row, file] of files.entries())
      read.push([file, [...(feeds['input/in']?.data ?? [])].slice(row * 6, (row + 1) * 6)]);
  expect(read).toEqual(
    [0, 1, 2].map((place) => [`${path}#${place}`, [...pixels.subarray(place * 6, place * 6 + 6)]]),
  );
});

test.each([
  ['a pickle', npy("'|O'", '(3,)', Buffer.from('N.')), 'NET5211'],
  ['rows of numbers', npy("'|u1'", '(3, 6)', Buffer.alloc(18)), 'NET5213'],
  ['cut short', npy("'|u1'", '(3, 2, 3)', Buffer.alloc(9)), 'NET5211'],
])('%s is refused', async (_, content, code) => {
  const folder = folderWith({ 'x.npy': content });
  await expect(namedSamples([join(folder, 'x.npy')], column)).rejects.toThrow(code);
});
