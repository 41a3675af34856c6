import { expect, test } from 'vitest';
import { betaShare } from '../../../../src/runtime/data/augment/beta-share.ts';
import { drawPhoto } from '../../../../src/runtime/data/augment/draw-photo.ts';
import { PhotoDraws } from '../../../../src/runtime/data/augment/photo-draws.ts';
import { changeTones } from '../../../../src/runtime/data/augment/tones.ts';

// The variance of Beta(a, a) is 1 / (4 (2a + 1)).
test.each([0.05, 0.2, 1, 3])('shares are from Beta(%d, %d)', (alpha) => {
  const uniform = new PhotoDraws(1, 2, 3).of(4);
  const shares = Array.from({ length: 4000 }, () => betaShare(alpha, uniform));
  expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / shares.length;
  expect(mean).toBeCloseTo(0.5, 1);
  expect(variance * 4 * (2 * alpha + 1)).toBeCloseTo(1, 1);
});

test('a choice changes no other step', () => {
  const size = { height: 20, width: 20, channels: 3 } as const;
  const noise = { kind: 'noise', deviation: { low: 0, high: 1 } } as const;
  const last = (choices: readonly (readonly (typeof noise)[])[]) =>
    [1, 2, 3].map((sample) =>
      drawPhoto([{ kind: 'one_of', choices }, noise], new PhotoDraws(1, 2, sample), size).filters.at(-1),
    );
  expect(last([[noise], []])).toEqual(last([[], [noise]]));
});

test('tones are those of Pillow', () => {
  const photo = (...levels: readonly number[]) =>
    Float32Array.from(levels.flatMap((level) => [level, level, level]));
  const red = (levels: Float32Array) => [...levels].filter((_, index) => index % 3 === 0);
  const changed = (tone: Parameters<typeof changeTones>[2]) => {
    const levels = photo(50, 77, 150);
    changeTones(levels, 3, tone);
    return red(levels);
  };
  expect(changed({ kind: 'posterize', bits: 2 })).toEqual([0, 64, 128]);
  expect(changed({ kind: 'solarize', threshold: 100 })).toEqual([50, 77, 105]);
  expect(changed({ kind: 'autocontrast' })).toEqual([0, Math.fround(68.85), 255]);
});
