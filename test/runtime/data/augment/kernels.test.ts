import { describe, expect, test } from 'vitest';
import type { Fill, FillMode } from '../../../../src/typecheck/augment/augmentation.ts';
import { aboutCentre, identity, type Affine } from '../../../../src/runtime/data/augment/affine.ts';
import { AugmentKernels } from '../../../../src/runtime/data/augment/augment-kernels.ts';
import { colourMatrix } from '../../../../src/runtime/data/augment/colour-matrix.ts';
import { rotation } from '../../../../src/runtime/data/augment/draw-geometry.ts';
import type { DrawnPhoto } from '../../../../src/runtime/data/augment/drawn-photo.ts';
import { normalQuantiles } from '../../../../src/runtime/data/augment/normal-quantiles.ts';
import { PhotoDraws } from '../../../../src/runtime/data/augment/photo-draws.ts';
import type { PixelMap } from '../../../../src/typecheck/data/pixel-domains.ts';
import type { ImageShape } from '../../../../src/typecheck/typed-module.ts';
import { uniform } from '../../../support/draws.ts';
import { blur, colour, move, noise } from './reference.ts';

const levels: PixelMap = { scale: [1, 1, 1], offset: [0, 0, 0], reversed: false };
const draws = new PhotoDraws(7, 3, 11);
const still: DrawnPhoto = { map: undefined, colours: [], filters: [] };
const nearest: Fill = { mode: 'nearest', level: 0 };

// Sizes of which the kernels' vectors leave every rest.
const sizes = [
  [1, 1],
  [1, 2],
  [3, 1],
  [5, 7],
  [8, 6],
  [9, 13],
].map(([height = 0, width = 0]) => ({ height, width, channels: 3 as const }));

function photoOf({ height, width, channels }: ImageShape): Uint8Array {
  return Uint8Array.from(uniform(`photo ${height}x${width}`, height * width * channels), (draw) =>
    Math.floor(draw * 256),
  );
}

function run(size: (typeof sizes)[number], drawn: DrawnPhoto, fill = nearest, map = levels): Float32Array {
  const kernels = new AugmentKernels(size);
  kernels.pixels.set(photoOf(size));
  return kernels.run(drawn, fill, draws, map).slice();
}

const clipped = (values: Float32Array): Float32Array =>
  values.map((value) => Math.min(Math.max(value, 0), 255));

describe.each(sizes)('photos of $height x $width', (size) => {
  const photo = Float32Array.from(photoOf(size));

  test('stay as they are, and come in the form that a model wants', () => {
    expect(run(size, still)).toEqual(photo);
    const map: PixelMap = { scale: [2, 0.5, 3], offset: [1, -2, 0.25], reversed: true };
    const wanted = photo.map((_, index) => {
      const channel = index % 3;
      return (photo[index - 2 * channel + 2] ?? 0) * (map.scale[channel] ?? 0) + (map.offset[channel] ?? 0);
    });
    expect(run(size, still, nearest, map)).toEqual(wanted);
  });

  const maps: readonly (readonly [string, Affine])[] = [
    ['turned', aboutCentre(rotation(33), size)],
    ['mirrored', aboutCentre({ ...identity, a: -1 }, size)],
    ['small and away', { a: 3.1, b: -0.4, c: -7.3, d: 0.2, e: 2.7, f: 21.9 }],
  ];
  const fills: readonly FillMode[] = ['nearest', 'reflect', 'wrap', 'constant'];
  const cases = maps.flatMap(([name, map]) =>
    fills.map((mode) => ({ name, map, fill: { mode, level: 0.3 } })),
  );
  test.each(cases)('$name, filled by $fill.mode, equal the reference', ({ map, fill }) => {
    expect(run(size, { ...still, map }, fill)).toEqual(move(photoOf(size), size, map, fill));
  });

  test('coloured equal the reference', () => {
    const mean = [0, 1, 2].map((channel) => {
      const own = photo.filter((_, index) => index % 3 === channel);
      return own.reduce((sum, level) => sum + level, 0) / own.length;
    });
    const colours = [
      { kind: 'hue', angle: 30 },
      { kind: 'contrast', factor: 1.4 },
      { kind: 'brightness', factor: 1.2 },
      { kind: 'saturation', factor: 0.6 },
    ] as const;
    const [red = 0, green = 0, blue = 0] = mean;
    expect(run(size, { ...still, colours })).toEqual(
      colour(photo, colourMatrix(colours, [red, green, blue])),
    );
  });

  test('blurred equal the reference', () => {
    expect(run(size, { ...still, filters: [{ kind: 'blur', sigma: 1.1 }] })).toEqual(blur(photo, size, 1.1));
  });

  test('with noise equal the reference', () => {
    const filters = [{ kind: 'noise', deviation: 20, step: 5 }] as const;
    const wanted = noise(photo, 20, draws.key, [5, draws.sample, draws.epoch], normalQuantiles(4096));
    expect(run(size, { ...still, filters })).toEqual(clipped(wanted));
  });
});

describe.each(sizes)('one channel of $height x $width', ({ height, width }) => {
  const size = { height, width, channels: 1 } as const;
  const photo = photoOf(size);
  const made = (channels: 1 | 3, drawn: DrawnPhoto, fill = nearest): Float32Array => {
    const kernels = new AugmentKernels({ height, width, channels });
    kernels.pixels.set(
      Uint8Array.from({ length: photo.length * channels }, (_, at) => photo[Math.floor(at / channels)] ?? 0),
    );
    return kernels.run(drawn, fill, draws, levels).slice();
  };
  const first = (levels: Float32Array): Float32Array => levels.filter((_, at) => at % 3 === 0);

  const turned = aboutCentre(rotation(33), size);
  const whole: readonly (readonly [string, DrawnPhoto])[] = [
    ['still', still],
    ['sharpened', { ...still, filters: [{ kind: 'sharpen', factor: 1.7 }] }],
    ['blurred', { ...still, filters: [{ kind: 'blur', sigma: 1.1 }] }],
    ['equalized', { ...still, filters: [{ kind: 'equalize' }] }],
    [
      'covered',
      {
        ...still,
        filters: [{ kind: 'cover', parts: [{ top: 1, left: -1, height: 2, width: 3 }], level: 99 }],
      },
    ],
  ];
  test.each(whole)('%s is one of three equal ones', (_, drawn) => {
    expect(made(1, drawn)).toEqual(first(made(3, drawn)));
  });

  test.each(['nearest', 'reflect', 'wrap', 'constant'] as const)(
    'turned and filled by %s is one of three equal ones',
    (mode) => {
      const drawn = { ...still, map: turned };
      expect(made(1, drawn, { mode, level: 0.3 })).toEqual(first(made(3, drawn, { mode, level: 0.3 })));
    },
  );

  test('coloured is one of three equal ones, but for rounding', () => {
    const colours = [
      { kind: 'contrast', factor: 1.4 },
      { kind: 'saturation', factor: 0.6 },
      { kind: 'brightness', factor: 0.8 },
    ] as const;
    const [one, three] = [made(1, { ...still, colours }), first(made(3, { ...still, colours }))];
    expect(Math.max(...one.map((level, at) => Math.abs(level - (three[at] ?? 0))))).toBeLessThan(1e-3);
  });

  test('with noise equal the reference', () => {
    const filters = [{ kind: 'noise', deviation: 20, step: 5 }] as const;
    const wanted = noise(
      Float32Array.from(photo),
      20,
      draws.key,
      [5, draws.sample, draws.epoch],
      normalQuantiles(4096),
    );
    expect(made(1, { ...still, filters })).toEqual(clipped(wanted));
  });
});

test('what is covered has one level, and nothing else has', () => {
  const size = { height: 6, width: 5, channels: 3 } as const;
  const part = { top: -1, left: 3, height: 3, width: 9 };
  const covered = run(size, { ...still, filters: [{ kind: 'cover', parts: [part], level: 128 }] });
  const photo = photoOf(size);
  for (const [index, level] of covered.entries()) {
    const [x, y] = [Math.floor(index / 3) % 5, Math.floor(index / 15)];
    expect(level).toBe(y < 2 && x >= 3 ? 128 : photo[index]);
  }
});

test('quantiles are those of a normal distribution', () => {
  const quantiles = [...normalQuantiles(4096)];
  const mean = (power: number): number => quantiles.reduce((sum, value) => sum + value ** power, 0) / 4096;
  expect(mean(1)).toBeCloseTo(0, 6);
  expect(mean(2)).toBeCloseTo(1, 6);
  expect(mean(4)).toBeCloseTo(3, 1);
  // 97.5% lie below 1.96.
  expect(quantiles[Math.round(0.975 * 4096)]).toBeCloseTo(1.96, 1);
});
