import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { resizeBilinear, type Raster } from '../../../src/runtime/data/decode/resize-bilinear.ts';
import type { Orientation } from '../../../src/runtime/data/decode/exif-orientation.ts';
import { uniform } from '../../support/draws.ts';
import sharp from 'sharp';

interface Case {
  readonly name: string;
  readonly stored: readonly [number, number];
  readonly wanted: readonly [number, number];
  readonly pixels: readonly number[];
}

// Written by scripts/oracles/resize.py.
const cases = JSON.parse(
  readFileSync(new URL('../../fixtures/resize.json', import.meta.url), 'utf8'),
) as readonly Case[];

const drawn = (name: string, height: number, width: number): Uint8Array =>
  Uint8Array.from(uniform(name, height * width * 3), (draw) => Math.floor(draw * 256));

test.each(cases)('resizes as Keras does: $name', ({ name, stored, wanted, pixels }) => {
  const [height, width] = stored;
  const raster: Raster = { height, width, stride: 3, data: drawn(name, height, width), orientation: 1 };
  const mine = resizeBilinear(raster, { height: wanted[0], width: wanted[1] });
  expect(mine.length).toBe(pixels.length);
  const worst = pixels.reduce((most, level, index) => Math.max(most, Math.abs(level - (mine[index] ?? 0))), 0);
  // Half a level is what rounding to whole levels costs.
  expect(worst).toBeLessThanOrEqual(0.5 + 1e-4);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('turns EXIF orientation %i as sharp does', async (orientation) => {
  const [height, width] = [7, 11];
  const data = drawn('turned', height, width);
  const tagged = await sharp(data, { raw: { height, width, channels: 3 } })
    .withMetadata({ orientation })
    .png()
    .toBuffer();
  const upright = await sharp(tagged).autoOrient().removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const raster: Raster = { height, width, stride: 3, data, orientation: orientation satisfies Orientation };
  const mine = resizeBilinear(raster, { height: upright.info.height, width: upright.info.width });
  expect(Buffer.from(mine).equals(upright.data)).toBe(true);
});

test.each([
  ['grey', 1],
  ['grey and alpha', 2],
  ['colour and alpha', 4],
])('takes %s pixels', (_name, stride) => {
  const colour = drawn('strides', 6, 5);
  const data = new Uint8Array(6 * 5 * stride).fill(77);
  for (let pixel = 0; pixel < 30; pixel++)
    for (let channel = 0; channel < Math.min(stride, 3); channel++)
      if (stride !== 2 || channel === 0) data[pixel * stride + channel] = colour[pixel * 3 + channel] ?? 0;
  const mine = resizeBilinear({ height: 6, width: 5, stride, data, orientation: 1 }, { height: 6, width: 5 });
  for (let pixel = 0; pixel < 30; pixel++)
    for (let channel = 0; channel < 3; channel++)
      expect(mine[pixel * 3 + channel]).toBe(colour[pixel * 3 + (stride < 3 ? 0 : channel)]);
});
