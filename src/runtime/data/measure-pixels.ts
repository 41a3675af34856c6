import type { Channels, PixelStatistics } from '../../typecheck/data/pixel-domains.ts';
import type { ImageShape } from '../../typecheck/typed-module.ts';
import { epochOrder } from './batches.ts';
import { readableSamples, type SamplePlan } from './ready-samples.ts';
import type { PhotoSource } from './workers/messages.ts';

/** Photos that a thread counts at once. */
const PART = 32;
const LEVELS = 256;
/** A channel without any differences is left as it is, not divided by nothing. */
const LEAST_DEVIATION = 1e-7 * 255;

/** An image column to be measured. */
type MeasuredImage = SamplePlan['images'][number] & { readonly size: ImageShape };

/**
 * Mean and standard deviation of each channel over the resized photos of a plan's one image column. Levels are counted, so
 * that the result depends on the photos alone, to the last bit. Photos that cannot be read are left out and noted.
 * @returns undefined where no photo can be read
 */
export async function measurePixels(
  plan: Omit<SamplePlan, 'images' | 'batch'> & { readonly images: readonly [MeasuredImage] },
): Promise<PixelStatistics | undefined> {
  const [{ store, size }] = plan.images;
  const total = new Float64Array(size.channels * LEVELS);
  let part: PhotoSource[] = [];
  let counting: Promise<void>[] = [];
  const count = (): void => {
    const counted = store.count(part).then((levels) => {
      for (const [place, times] of levels.entries()) total[place] = (total[place] ?? 0) + times;
    });
    // A failure counts when it is waited for; until then it must not count as unhandled.
    counted.catch(() => undefined);
    counting.push(counted);
    part = [];
  };
  const order = epochOrder(plan.samples.length, undefined, 0);
  for await (const samples of readableSamples({ ...plan, batch: PART }, order, 0)) {
    part.push(...samples.flatMap(({ photos }) => photos));
    if (part.length < PART) continue;
    count();
    if (counting.length < store.threads) continue;
    await Promise.all(counting);
    counting = [];
  }
  if (part.length > 0) count();
  await Promise.all(counting);
  store.keep();
  // Of one channel the same is said three times: a pixel map has three.
  const places = size.channels === 1 ? [0, 0, 0] : [0, 1, 2];
  const channels = places.map((channel) =>
    statistics(total.subarray(channel * LEVELS, (channel + 1) * LEVELS)),
  );
  const numbers = (key: 'mean' | 'deviation'): Channels => {
    const [red = NaN, green = NaN, blue = NaN] = channels.map((channel) => channel[key]);
    return [red, green, blue];
  };
  return channels.some(({ mean }) => Number.isNaN(mean))
    ? undefined
    : { mean: numbers('mean'), deviation: numbers('deviation') };
}

function statistics(counts: Float64Array): { readonly mean: number; readonly deviation: number } {
  const sum = (of: (level: number) => number): number =>
    counts.reduce((total, count, level) => total + count * of(level), 0);
  const all = sum(() => 1);
  const mean = sum((level) => level) / all;
  const variance = sum((level) => (level - mean) ** 2) / all;
  return { mean, deviation: Math.max(Math.sqrt(variance), LEAST_DEVIATION) };
}
