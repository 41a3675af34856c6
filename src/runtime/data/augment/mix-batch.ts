import type { Mix } from '../../../typecheck/augment/augmentation.ts';
import type { ImageShape } from '../../../typecheck/typed-module.ts';
import { betaShare } from './beta-share.ts';
import type { Part } from './drawn-photo.ts';
import { PhotoDraws, type Uniform } from './photo-draws.ts';

/** Numbers beyond those of a photo's own steps. */
const SHARE_STEP = 0x8000_0000;
const PARTNER_STEP = 0x8000_0001;

/** How one sample of a batch is mixed. */
export interface MixedSample {
  /** The number in the batch of the sample that is mixed into this one; it may be the same. */
  readonly partner: number;
  /** How much of this sample's own label is left, from 0 to 1. */
  readonly share: number;
  /** What the partner's pixels replace, of a photo of height and width 1; undefined where photos are laid over each other. */
  readonly part: Part | undefined;
}

/**
 * Draws how a batch is mixed: each sample gets another one's share (Zhang et al. 2018), or a part of it (Yun et al. 2019), by
 * draws that belong to the sample; who is whose partner belongs to the batch.
 * @param places of the samples in their split
 */
export function drawMix(
  mix: Mix,
  { seed, epoch, index }: { readonly seed: number; readonly epoch: number; readonly index: number },
  places: readonly number[],
): readonly MixedSample[] {
  const partners = shuffled(places.length, new PhotoDraws(seed, epoch, index).of(PARTNER_STEP));
  return places.map((place, number) => {
    const uniform = new PhotoDraws(seed, epoch, place).of(SHARE_STEP);
    const share = betaShare(mix.alpha, uniform);
    const partner = partners[number] ?? number;
    if (mix.kind === 'mixup') return { partner, share, part: undefined };
    const part = randomPart(1 - share, uniform);
    return { partner, share: 1 - part.height * part.width, part };
  });
}

/** Fisher and Yates. */
function shuffled(count: number, uniform: Uniform): readonly number[] {
  const order = Array.from({ length: count }, (_, number) => number);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(uniform() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}

/** A part of an area, anywhere: what lies outside of the photo is cut off. */
function randomPart(area: number, uniform: Uniform): Part {
  const side = Math.sqrt(area);
  const along = (): readonly [begin: number, length: number] => {
    const centre = uniform();
    const [begin, end] = [Math.max(centre - side / 2, 0), Math.min(centre + side / 2, 1)];
    return [begin, end - begin];
  };
  const [top, height] = along();
  const [left, width] = along();
  return { top, left, height, width };
}

/**
 * Mixes the photos of a batch.
 * @param from float32 `[samples, height, width, channels]`
 * @param to other memory, as long
 */
export function mixPhotos(
  from: Float32Array,
  to: Float32Array,
  { height, width, channels }: ImageShape,
  mixed: readonly MixedSample[],
): void {
  const count = height * width * channels;
  for (const [number, { partner, share, part }] of mixed.entries()) {
    const own = from.subarray(number * count, (number + 1) * count);
    const other = from.subarray(partner * count, (partner + 1) * count);
    const result = to.subarray(number * count, (number + 1) * count);
    if (part === undefined) {
      // By index: this loop runs over every number of every photo.
      for (let at = 0; at < count; at++) result[at] = share * (own[at] ?? 0) + (1 - share) * (other[at] ?? 0);
      continue;
    }
    result.set(own);
    const [begin, end] = [part.left, part.left + part.width].map(
      (side) => Math.round(side * width) * channels,
    );
    const [top, bottom] = [part.top, part.top + part.height].map((side) => Math.round(side * height));
    for (let y = top ?? 0; y < (bottom ?? 0); y++) {
      const row = y * width * channels;
      result.set(other.subarray(row + (begin ?? 0), row + (end ?? 0)), row + (begin ?? 0));
    }
  }
}
