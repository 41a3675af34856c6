import type { PixelDomain } from '../typed-module.ts';

/** How grey levels become what a model gets: level · scale + offset for each channel, in float32. */
export interface PixelMap {
  /** In the order in which the model gets the channels. */
  readonly scale: Channels;
  readonly offset: Channels;
  /** Whether that is blue, green and red. */
  readonly reversed: boolean;
}

export type Channels = readonly [number, number, number];

const same = (value: number): Channels => [value, value, value];

/** (level / 255 − mean) / deviation. */
function normalized(mean: Channels, deviation: Channels): PixelMap {
  const [red, green, blue] = deviation;
  return {
    scale: [1 / (255 * red), 1 / (255 * green), 1 / (255 * blue)],
    offset: [-mean[0] / red, -mean[1] / green, -mean[2] / blue],
    reversed: false,
  };
}

/** The domains that need no look at the photos; the means are ImageNet's (keras.applications.imagenet_utils). */
const maps: Readonly<Record<Exclude<PixelDomain, 'standardized'>, PixelMap>> = {
  unit: { scale: same(1 / 255), offset: same(0), reversed: false },
  bytes: { scale: same(1), offset: same(0), reversed: false },
  tf: { scale: same(1 / 127.5), offset: same(-1), reversed: false },
  caffe: { scale: same(1), offset: [-103.939, -116.779, -123.68], reversed: true },
  torch: normalized([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
};

/** Every domain by its word, with what it is in words. */
export const pixelDomains: Readonly<Record<PixelDomain, string>> = {
  unit: 'from 0 to 1',
  bytes: 'from 0 to 255',
  tf: 'from -1 to 1',
  caffe: "blue, green, red less ImageNet's mean",
  torch: "standardized by ImageNet's mean and deviation",
  standardized: 'standardized by the training photos',
};

/** The domain that a word names. */
export function pixelDomain(word: string): PixelDomain | undefined {
  return isDomain(word) ? word : undefined;
}

const isDomain = (word: string): word is PixelDomain => Object.hasOwn(pixelDomains, word);

/** Mean and standard deviation of each channel's grey levels, from 0 to 255. */
export interface PixelStatistics {
  readonly mean: Channels;
  readonly deviation: Channels;
}

/**
 * What a domain makes of grey levels.
 * @param measured of the training photos, for `standardized`
 * @throws Error where they are needed and not there
 */
export function pixelMap(domain: PixelDomain, measured: PixelStatistics | undefined): PixelMap {
  if (domain !== 'standardized') return maps[domain];
  if (measured === undefined) throw new Error('the training photos have not been measured');
  const { mean, deviation } = measured;
  return normalized(
    [mean[0] / 255, mean[1] / 255, mean[2] / 255],
    [deviation[0] / 255, deviation[1] / 255, deviation[2] / 255],
  );
}
