import type { PhotoSize } from '../photo.ts';
import type { Resize } from '../../../typecheck/typed-module.ts';

/** The part of an upright photo that is resized, in its pixels; where it is larger than the photo, the rest is black. */
export interface Window extends PhotoSize {
  readonly top: number;
  readonly left: number;
}

/** Float32 as TensorFlow computes it, then without its fraction. */
const whole = (product: number, divisor: number): number =>
  Math.trunc(Math.fround(Math.fround(product) / divisor));

type MakeWindow = (photo: PhotoSize, wanted: PhotoSize) => Window;

const windows: Readonly<Record<Resize['kind'], MakeWindow>> = {
  stretch: ({ height, width }) => ({ top: 0, left: 0, height, width }),
  crop: (photo, wanted) => {
    const height = Math.max(Math.min(photo.height, whole(photo.width * wanted.height, wanted.width)), 1);
    const width = Math.max(Math.min(photo.width, whole(photo.height * wanted.width, wanted.height)), 1);
    return { top: (photo.height - height) >> 1, left: (photo.width - width) >> 1, height, width };
  },
  pad: (photo, wanted) => {
    const height = Math.max(photo.height, whole(photo.width * wanted.height, wanted.width));
    const width = Math.max(photo.width, whole(photo.height * wanted.width, wanted.height));
    // As much on each side: an odd row or column is left off, as in Keras.
    const [top, left] = [(height - photo.height) >> 1, (width - photo.width) >> 1];
    return { top: -top, left: -left, height: photo.height + 2 * top, width: photo.width + 2 * left };
  },
};

/** What `keras.layers.Resizing` takes of a photo: all of it, or by `crop_to_aspect_ratio` or `pad_to_aspect_ratio`. */
export function windowOf(photo: PhotoSize, wanted: PhotoSize, { kind }: Resize): Window {
  return windows[kind](photo, wanted);
}
