import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type Sitter, sitterOf } from '../../../src/runtime/sample/faces/sitter.ts';
import { drawJpeg } from '../../../src/runtime/sample/folder/draw-file.ts';
import type { Photo } from '../../../src/runtime/sample/folder/request.ts';

interface Sample {
  /** Whether it is of the second of two classes. */
  readonly second: boolean;
  readonly measures: Readonly<Record<string, number>>;
}

const seed = 11;

const measureNames = [
  'bytes',
  'width',
  'height',
  'red',
  'green',
  'blue',
  'brightness',
  'warmth',
  'spread',
] as const;

async function measured(photo: Omit<Photo, 'seed' | 'size' | 'split'>, second: boolean): Promise<Sample> {
  const jpeg = await drawJpeg({ ...photo, seed, size: 96, split: 'train' });
  const image = sharp(jpeg);
  const { channels } = await image.stats();
  const { width, height } = await image.metadata();
  const [red, green, blue] = channels.map(({ mean }) => mean);
  const [r, g, b] = [red ?? 0, green ?? 0, blue ?? 0];
  const spread = channels.reduce((sum, { stdev }) => sum + stdev, 0);
  return {
    second,
    measures: {
      bytes: jpeg.length,
      width,
      height,
      red: r,
      green: g,
      blue: b,
      brightness: r + g + b,
      warmth: r - b,
      spread,
    },
  };
}

/** Share of the photos that a threshold on one number tells apart, chosen on one half of them and tried on the other. */
function thresholdAccuracy(samples: readonly Sample[], measure: string): number {
  const value = (sample: Sample): number => sample.measures[measure] ?? 0;
  const half = (which: number): readonly Sample[] => samples.filter((_, i) => (i >> 1) % 2 === which);
  const share = (of: readonly Sample[], at: number, above: boolean): number =>
    of.filter((sample) => value(sample) > at === (sample.second === above)).length / of.length;
  const rules = half(0).flatMap((sample) => [true, false].map((above) => ({ at: value(sample), above })));
  const best = rules.reduce((a, b) =>
    share(half(0), b.at, b.above) > share(half(0), a.at, a.above) ? b : a,
  );
  return share(half(1), best.at, best.above);
}

const indices = Array.from({ length: 200 }, (_, i) => i + 1);

async function pets(): Promise<readonly Sample[]> {
  const all: Sample[] = [];
  for (const index of indices)
    all.push(
      await measured({ kind: 'pets', className: 'cat', index }, false),
      await measured({ kind: 'pets', className: 'dog', index }, true),
    );
  return all;
}

/** The first photo of each of 400 people: several of one would tell who it is, in both halves. */
const portraits = Array.from({ length: 1000 }, (_, i) => i + 1).filter(
  (index) => index === 1 || sitterOf(seed, index).person !== sitterOf(seed, index - 1).person,
);

/** Faces, two of each group in turn, since every second pair is in the other half. */
function told(faces: readonly Sample[], isSecond: (sitter: Sitter) => boolean): readonly Sample[] {
  const asked = faces.map((face, i) => ({ ...face, second: isSecond(sitterOf(seed, portraits[i] ?? 0)) }));
  const second = asked.filter((face) => face.second);
  const first = asked.filter((face) => !face.second).slice(0, second.length);
  return first.flatMap((face, i) => [face, ...second.slice(i, i + 1)]);
}

describe('no single number', () => {
  const givenAway = (samples: readonly Sample[], limit = 0.6): readonly (readonly [string, number])[] =>
    measureNames
      .map((name) => [name, thresholdAccuracy(samples, name)] as const)
      .filter(([, share]) => share >= limit);

  it('tells a cat from a dog', async () => {
    expect(givenAway(await pets())).toEqual([]);
  }, 120_000);

  it('tells men from women, or young people from old ones', async () => {
    const faces: Sample[] = [];
    expect(portraits).toHaveLength(400);
    for (const index of portraits)
      faces.push(await measured({ kind: 'faces', className: 'face', index }, false));
    expect(givenAway(told(faces, ({ gender }) => gender === 'male'))).toEqual([]);
    // Hair turns grey, so a photo does become a little lighter and bluer with age.
    expect(
      givenAway(
        told(faces, ({ age }) => age >= 44),
        0.65,
      ),
    ).toEqual([]);
  }, 120_000);
});
