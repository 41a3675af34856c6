import type { Augmentation } from '../../../typecheck/augment/augmentation.ts';
import type { ImageShape } from '../../../typecheck/typed-module.ts';
import type { PixelMap } from '../../../typecheck/data/pixel-domains.ts';
import { augmentKernels } from './augment-kernels.ts';
import { drawPhoto } from './draw-photo.ts';
import { PhotoDraws } from './photo-draws.ts';

/** What happens to some photos in one epoch; plain data, for any thread. */
export interface PhotoAugmentation {
  readonly augmentation: Augmentation;
  readonly seed: number;
  readonly epoch: number;
}

/**
 * One photo as an epoch shows it. What becomes of it depends on the seed, the epoch and the photo alone.
 * @param pixels writes the photo's bytes, `[height, width, channels]`, to where it is told; false when it cannot
 * @param sample the photo's place in its split
 * @returns float32 `[height, width, channels]`, valid until the next photo comes; undefined when there are no pixels
 */
export function augmentPhoto(
  { augmentation, seed, epoch }: PhotoAugmentation,
  sample: number,
  size: ImageShape,
  map: PixelMap,
  pixels: (into: Uint8Array) => boolean,
): Float32Array | undefined {
  const kernels = augmentKernels(size);
  if (!pixels(kernels.pixels)) return undefined;
  const draws = new PhotoDraws(seed, epoch, sample);
  return kernels.run(drawPhoto(augmentation.steps, draws, size), augmentation.fill, draws, map);
}
