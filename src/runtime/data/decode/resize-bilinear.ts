import { pixelBytes, type PhotoSize } from '../photo.ts';
import type { Orientation } from './exif-orientation.ts';

/** Decoded pixels, one byte a channel, rows from the top as the file stores them. */
export interface Raster extends PhotoSize {
  /** Bytes from one pixel to the next: 1 or 2 is grey (with alpha), 3 or 4 colour (with alpha). */
  readonly stride: number;
  readonly data: Uint8Array;
  readonly orientation: Orientation;
}

/** The two source places that an output place lies between, and how far it is from the first to the second. */
interface Taps {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly fraction: Float32Array;
}

/**
 * Half-pixel centres, no antialiasing: output place o takes (o + ½) · input / output − ½, clamped at the borders.
 * Offsets are in bytes of the raster, so a mirrored axis is one that counts backwards.
 */
function taps(input: number, output: number, step: number, mirrored: boolean): Taps {
  const first = new Int32Array(output);
  const second = new Int32Array(output);
  const fraction = new Float32Array(output);
  // TensorFlow computes the scale and the place in float32.
  const scale = Math.fround(input / output);
  const offset = (place: number): number => step * (mirrored ? input - 1 - place : place);
  for (let place = 0; place < output; place++) {
    const source = Math.fround(Math.fround((place + 0.5) * scale) - 0.5);
    const low = Math.floor(source);
    first[place] = offset(Math.min(Math.max(low, 0), input - 1));
    second[place] = offset(Math.min(Math.max(Math.ceil(source), 0), input - 1));
    fraction[place] = source - low;
  }
  return { first, second, fraction };
}

/** EXIF orientations whose rows are the file's columns. */
const isTurned = (orientation: Orientation): boolean => orientation >= 5;
/** Orientations in which the upright picture's x, or y, runs against the file's axis it lies on. */
const MIRRORED_X: ReadonlySet<Orientation> = new Set<Orientation>([2, 3, 7, 6]);
const MIRRORED_Y: ReadonlySet<Orientation> = new Set<Orientation>([3, 4, 7, 8]);

/**
 * A photo stretched to a size and turned upright: `tf.image.resize(…, 'bilinear')`, which Keras uses, rounded to whole
 * grey levels. Alpha is dropped and grey is repeated, as TensorFlow's decoder does.
 * @param out where the pixels go
 * @returns `[height, width, 3]`
 */
export function resizeBilinear(
  raster: Raster,
  size: PhotoSize,
  out: Uint8Array = new Uint8Array(pixelBytes(size)),
): Uint8Array {
  const { data, stride, orientation } = raster;
  const row = raster.width * stride;
  const turned = isTurned(orientation);
  const horizontal = turned
    ? taps(raster.height, size.width, row, MIRRORED_X.has(orientation))
    : taps(raster.width, size.width, stride, MIRRORED_X.has(orientation));
  const vertical = turned
    ? taps(raster.width, size.height, stride, MIRRORED_Y.has(orientation))
    : taps(raster.height, size.height, row, MIRRORED_Y.has(orientation));

  const green = stride >= 3 ? 1 : 0;
  const blue = green * 2;
  let to = 0;
  for (let y = 0; y < size.height; y++) {
    const top = vertical.first[y] ?? 0;
    const bottom = vertical.second[y] ?? 0;
    const down = vertical.fraction[y] ?? 0;
    for (let x = 0; x < size.width; x++) {
      const left = horizontal.first[x] ?? 0;
      const right = horizontal.second[x] ?? 0;
      const along = horizontal.fraction[x] ?? 0;
      const topLeft = top + left;
      const topRight = top + right;
      const bottomLeft = bottom + left;
      const bottomRight = bottom + right;
      // Written out for each channel: the innermost of a photo's hundred thousand steps.
      out[to] = mix(data, topLeft, topRight, bottomLeft, bottomRight, along, down);
      out[to + 1] = mix(data, topLeft + green, topRight + green, bottomLeft + green, bottomRight + green, along, down);
      out[to + 2] = mix(data, topLeft + blue, topRight + blue, bottomLeft + blue, bottomRight + blue, along, down);
      to += 3;
    }
  }
  return out;
}

/** Between four bytes, in the order TensorFlow computes it: along the rows, then down. */
function mix(
  data: Uint8Array,
  topLeft: number,
  topRight: number,
  bottomLeft: number,
  bottomRight: number,
  along: number,
  down: number,
): number {
  const first = data[topLeft] ?? 0;
  const third = data[bottomLeft] ?? 0;
  const above = first + ((data[topRight] ?? 0) - first) * along;
  const below = third + ((data[bottomRight] ?? 0) - third) * along;
  return above + (below - above) * down + 0.5;
}
