import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import sharp from 'sharp';
import type { Raster } from '../../../src/runtime/data/pixels/raster.ts';
import { resizePhoto } from '../../../src/runtime/data/pixels/resize-photo.ts';
import { defaultResize } from '../../../src/typecheck/data/read-pixels.ts';
import type { ChannelCount, Resize } from '../../../src/typecheck/typed-module.ts';
import { pixelWorkspace } from '../../../src/runtime/data/pixels/workspace.ts';
import { uniform } from '../../support/draws.ts';

interface Case {
  readonly name: string;
  readonly rule: string;
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

const rules: Readonly<Record<string, Resize>> = {
  stretch: { kind: 'stretch', antialias: false },
  crop: { kind: 'crop', antialias: false },
  pad: { kind: 'pad', antialias: false },
  'stretch, antialiased': { kind: 'stretch', antialias: true },
  'crop, antialiased': { kind: 'crop', antialias: true },
  'pad, antialiased': { kind: 'pad', antialias: true },
};

function resized(
  raster: Raster,
  height: number,
  width: number,
  rule: Resize = defaultResize,
  channels: ChannelCount = 3,
): Uint8Array {
  const space = pixelWorkspace({ height, width, channels });
  space.begin();
  return resizePhoto(space, space.place(raster), rule).slice();
}

test.each(cases)('$rule as Keras does: $name', ({ name, rule, stored, wanted, pixels }) => {
  const [height, width] = stored;
  const raster: Raster = { height, width, stride: 3, data: drawn(name, height, width), orientation: 1 };
  const mine = resized(raster, ...wanted, rules[rule]);
  expect(mine.length).toBe(pixels.length);
  const worst = pixels.reduce(
    (most, level, index) => Math.max(most, Math.abs(level - (mine[index] ?? 0))),
    0,
  );
  // Half a level is what rounding to whole levels costs, and the fixture has three decimals.
  expect(worst).toBeLessThanOrEqual(0.5 + 1e-3);
});

/** A photo stored with an orientation, and the same turned upright by sharp. */
async function turned(
  orientation: Raster['orientation'],
): Promise<{ readonly stored: Raster; readonly upright: Raster }> {
  const [height, width] = [7, 11];
  const data = drawn('turned', height, width);
  const tagged = await sharp(data, { raw: { height, width, channels: 3 } })
    .withMetadata({ orientation })
    .png()
    .toBuffer();
  const upright = await sharp(tagged).autoOrient().removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return {
    stored: { height, width, stride: 3, data, orientation },
    upright: {
      height: upright.info.height,
      width: upright.info.width,
      stride: 3,
      data: upright.data,
      orientation: 1,
    },
  };
}

test.each([1, 2, 3, 4, 5, 6, 7, 8] as const)(
  'turns EXIF orientation %i as sharp does',
  async (orientation) => {
    const { stored, upright } = await turned(orientation);
    expect(Buffer.from(resized(stored, upright.height, upright.width)).equals(upright.data)).toBe(true);
    for (const rule of Object.values(rules))
      expect(resized(stored, 6, 4, rule)).toEqual(resized(upright, 6, 4, rule));
  },
);

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
  for (const rule of Object.values(rules)) {
    const mine = resized({ height: 6, width: 5, stride, data, orientation: 1 }, 6, 5, rule);
    for (let pixel = 0; pixel < 30; pixel++)
      for (let channel = 0; channel < 3; channel++)
        expect(mine[pixel * 3 + channel]).toBe(colour[pixel * 3 + (stride < 3 ? 0 : channel)]);
  }
});

test.each([1, 2])('a result of one channel from %i is one of three equal ones', (stride) => {
  const data = drawn('one channel', 9, 14).subarray(0, 9 * 14 * stride);
  for (const rule of Object.values(rules))
    for (const orientation of [1, 6] as const) {
      const raster: Raster = { height: 9, width: 14, stride, data, orientation };
      const three = resized(raster, 5, 7, rule);
      expect(three.filter((level, at) => level !== three[at - (at % 3)])).toEqual(new Uint8Array());
      expect(resized(raster, 5, 7, rule, 1)).toEqual(three.filter((_, at) => at % 3 === 0));
    }
});

test('a photo that needs much memory leaves none behind', () => {
  const size = { height: 8, width: 8, channels: 3 } as const;
  const [height, width] = [5000, 5000];
  const space = pixelWorkspace(size);
  resized(
    { height, width, stride: 3, data: new Uint8Array(height * width * 3).fill(9), orientation: 1 },
    8,
    8,
  );
  expect(space.isTooLarge).toBe(true);
  expect(pixelWorkspace(size)).not.toBe(space);
  expect(pixelWorkspace(size).isTooLarge).toBe(false);
});
