import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Sharp } from 'sharp';
import { decodePhoto } from '../../../src/runtime/data/decode/decode-photo.ts';
import { drawnPhoto, stretchedTo } from './photo-files.ts';

interface Case {
  readonly file: string;
  readonly reference: string;
  readonly size: readonly [number, number];
  readonly pixels: readonly number[];
}

const fixtures = new URL('../../fixtures/', import.meta.url);

// Written by scripts/oracles/formats.py.
const cases = JSON.parse(readFileSync(new URL('formats.json', fixtures), 'utf8')) as readonly Case[];

/** Grey levels that a decoder may differ by: in the rounding of a transform, where the format has one. */
const allowed = (file: string): number => (/\.jpg$|lossy/.test(file) ? 3 : 1);

test.each(cases)('$file as $reference reads it', async ({ file, size, pixels }) => {
  const decoded = await decodePhoto(readFileSync(new URL(`formats/${file}`, fixtures)), stretchedTo(...size));
  expect(decoded).toHaveLength(pixels.length);
  const worst = pixels.reduce((most, level, index) => Math.max(most, Math.abs(level - (decoded[index] ?? 0))), 0);
  expect(worst).toBeLessThanOrEqual(allowed(file));
});

test('a profile of colours changes the pixels of no format', async () => {
  const [height, width] = [12, 20];
  const wide = (): Sharp => drawnPhoto('profile', height, width).withIccProfile('p3');
  const plain = await decodePhoto(await wide().png().toBuffer(), stretchedTo(height, width));
  for (const file of [wide().webp({ lossless: true }), wide().tiff({ compression: 'lzw' })])
    expect(await decodePhoto(await file.toBuffer(), stretchedTo(height, width))).toEqual(plain);
});
