import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import { drawJpeg } from '../../../src/runtime/sample/folder/draw-file.ts';

/** Photos of each class: half of them to find a threshold on, half to try it on. */
const perClass = 200;

interface Sample {
  readonly dog: boolean;
  readonly measures: Readonly<Record<string, number>>;
}

async function measured(className: 'cat' | 'dog', index: number): Promise<Sample> {
  const jpeg = await drawJpeg({ kind: 'pets', seed: 11, size: 96, split: 'train', className, index });
  const image = sharp(jpeg);
  const { channels } = await image.stats();
  const { width, height } = await image.metadata();
  const [red, green, blue] = channels.map(({ mean }) => mean);
  const [r, g, b] = [red ?? 0, green ?? 0, blue ?? 0];
  const spread = channels.reduce((sum, { stdev }) => sum + stdev, 0);
  return {
    dog: className === 'dog',
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
    of.filter((sample) => value(sample) > at === (sample.dog === above)).length / of.length;
  const rules = half(0).flatMap((sample) => [true, false].map((above) => ({ at: value(sample), above })));
  const best = rules.reduce((a, b) =>
    share(half(0), b.at, b.above) > share(half(0), a.at, a.above) ? b : a,
  );
  return share(half(1), best.at, best.above);
}

let samples: readonly Sample[];
beforeAll(async () => {
  const all: Sample[] = [];
  for (let i = 1; i <= perClass; i++) {
    all.push(...(await Promise.all([measured('cat', i), measured('dog', i)])));
  }
  samples = all;
}, 120_000);

it.each(['bytes', 'width', 'height', 'red', 'green', 'blue', 'brightness', 'warmth', 'spread'])(
  'does not give the class away by %s',
  (measure) => {
    expect(thresholdAccuracy(samples, measure)).toBeLessThan(0.6);
  },
);
