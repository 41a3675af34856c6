import type { Orientation } from '../decode/exif-orientation.ts';
import type { PhotoSize } from '../photo.ts';

/** Decoded pixels, one byte a channel, rows from the top as the file stores them. */
interface Layout extends PhotoSize {
  /** Bytes from one pixel to the next: 1 or 2 is grey (with alpha), 3 or 4 colour (with alpha). */
  readonly stride: number;
  readonly orientation: Orientation;
}

/** As decoders give it. */
export interface Raster extends Layout {
  readonly data: Uint8Array;
}

/** In the memory of the kernels. */
export interface PlacedRaster extends Layout {
  readonly address: number;
}
