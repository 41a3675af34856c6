import { pixelsNeedColour } from '../../diagnostics/catalogue/channels.ts';
import type { PixelDomain } from '../typed-module.ts';
import type { Place } from '../elaborate/elaboration.ts';
import type { CheckedImage } from './checked-dataset.ts';

/** Domains that treat red, green and blue each in its own way. */
const ofColour: ReadonlySet<PixelDomain> = new Set<PixelDomain>(['caffe', 'torch']);

/** The image as it is; without its pixels where they are of three channels and it has one, which is reported. */
export function withFittingPixels(image: CheckedImage, { elaboration }: Place): CheckedImage {
  const { name, size, pixels, pixelsSpan } = image;
  if (size?.channels !== 1 || pixels === undefined || pixelsSpan === undefined || !ofColour.has(pixels))
    return image;
  elaboration.report(pixelsNeedColour(pixelsSpan, { image: name, pixels }));
  return { ...image, pixels: undefined };
}
