import type { Raster } from '../pixels/raster.ts';

/** Shares of red, green and blue in 32768ths: ITU-R BT.601, cut off as libpng does it. */
const RED = 9797;
const GREEN = 19_234;
const BLUE = 3737;

/**
 * A photo of one channel from whatever was decoded: how bright each pixel is, as `tf.io.decode_image(…, channels=1)` has it of a PNG,
 * down to the whole level. Alpha is dropped; what is grey stays as it is.
 */
export function greyRaster({ data, stride, ...layout }: Raster): Raster {
  if (stride < 3) return { ...layout, data, stride };
  const grey = new Uint8Array(layout.height * layout.width);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += stride)
    grey[pixel] = (RED * (data[at] ?? 0) + GREEN * (data[at + 1] ?? 0) + BLUE * (data[at + 2] ?? 0)) >> 15;
  return { ...layout, data: grey, stride: 1 };
}
