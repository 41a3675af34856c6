import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Sharp } from 'sharp';
import { decodePhoto } from '../../../src/runtime/data/decode/decode-photo.ts';
import { drawnPhoto, stretchedTo } from './photo-files.ts';

interface Case {
  readonly file: string;
  readonly reference: 'TensorFlow' | 'Keras' | 'Pillow';
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
  const worst = pixels.reduce(
    (most, level, index) => Math.max(most, Math.abs(level - (decoded[index] ?? 0))),
    0,
  );
  expect(worst).toBeLessThanOrEqual(allowed(file));
});

// Written by scripts/oracles/grey.py.
const grey = JSON.parse(readFileSync(new URL('grey.json', fixtures), 'utf8')) as readonly Case[];

test.each(grey)('$file in one channel as $reference reads it', async ({ file, reference, size, pixels }) => {
  const decoded = await decodePhoto(
    readFileSync(new URL(`formats/${file}`, fixtures)),
    stretchedTo(...size, 1),
  );
  expect(decoded).toHaveLength(pixels.length);
  const worst = pixels.reduce(
    (most, level, index) => Math.max(most, Math.abs(level - (decoded[index] ?? 0))),
    0,
  );
  // JPEG and PNG are the same to the bit; but of 16 bits, of which we weigh the high bytes. Keras's resizing is not rounded.
  const most = {
    TensorFlow: Number(file.includes('-16')),
    Keras: 0.501,
    Pillow: allowed(file) + Number(file.startsWith('cmyk')),
  };
  expect(worst).toBeLessThanOrEqual(most[reference]);
});

test('a profile of colours changes the pixels of no format', async () => {
  const [height, width] = [12, 20];
  const wide = (): Sharp => drawnPhoto('profile', height, width).withIccProfile('p3');
  const plain = await decodePhoto(await wide().png().toBuffer(), stretchedTo(height, width));
  for (const file of [wide().webp({ lossless: true }), wide().tiff({ compression: 'lzw' })])
    expect(await decodePhoto(await file.toBuffer(), stretchedTo(height, width))).toEqual(plain);
});
