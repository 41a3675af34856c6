import type { PhotoForm } from '../photo.ts';
import type { Raster } from '../pixels/raster.ts';
import { resizePhoto } from '../pixels/resize-photo.ts';
import { pixelWorkspace } from '../pixels/workspace.ts';
import { checkedHeader } from './checked-header.ts';
import { decodeFast } from './decode-fast.ts';
import { greyRaster } from './grey-raster.ts';
import { decodeGeneral } from './decode-general.ts';
import { decodeJpeg, isJpegDecoderLoaded, loadJpegDecoder, type JpegHeader } from './decode-jpeg.ts';
import type { PhotoHeader } from './photo-header.ts';

/** Names the numbers that decoding gives; a change of them must change it, or old cached pixels would be taken. */
export const DECODER = 'bilinear-4';

/**
 * The pixels of a photo from the bytes of its file: decoded, upright, resized.
 * @returns `[height, width, channels]`, 0 to 255
 * @throws PhotoFaultError when the bytes are not a whole photo
 */
export async function decodePhoto(bytes: Uint8Array, form: PhotoForm): Promise<Uint8Array> {
  return usePhoto(bytes, form, (pixels) => pixels.slice());
}

/**
 * Hands the pixels that `decodePhoto` gives to somebody, without a copy of them: at once, where the decoder of JPEGs is loaded and
 * knows the photo.
 * @param use takes what it needs at once: the memory is that of the next photo, the workspace's resized pixels
 * @throws PhotoFaultError when the bytes are not a whole photo
 */
export function usePhoto<T>(
  bytes: Uint8Array,
  form: PhotoForm,
  use: (pixels: Uint8Array) => T,
): T | Promise<T> {
  const header = checkedHeader(bytes);
  if (header.format !== 'jpeg') return useOther(bytes, header, form, use);
  // Whatever is awaited comes before the workspace is taken: another photo's pixels would take the place of these.
  if (!isJpegDecoderLoaded()) return loadJpegDecoder().then(() => usePhoto(bytes, form, use));
  const pixels = jpegPixels(bytes, header, form);
  return pixels === undefined ? useOther(bytes, header, form, use) : use(pixels);
}

/** Undefined when the decoder of JPEGs does not know the photo, or there is none. */
function jpegPixels(
  bytes: Uint8Array,
  header: JpegHeader,
  { size, resize }: PhotoForm,
): Uint8Array | undefined {
  const space = pixelWorkspace(size);
  space.begin();
  const placed = decodeJpeg(bytes, header, space);
  return placed === undefined ? undefined : resizePhoto(space, placed, resize);
}

async function useOther<T>(
  bytes: Uint8Array,
  header: PhotoHeader,
  form: PhotoForm,
  use: (pixels: Uint8Array) => T,
): Promise<T> {
  await turn();
  const raster =
    ('width' in header ? await decodeFast(bytes, header) : undefined) ?? (await decodeGeneral(bytes));
  return use(resizedRaster(raster, form));
}

/** Decoded pixels in a form, in the memory of the next photo. */
export function resizedRaster(raster: Raster, { size, resize }: PhotoForm): Uint8Array {
  const space = pixelWorkspace(size);
  space.begin();
  return resizePhoto(space, space.place(size.channels === 1 ? greyRaster(raster) : raster), resize);
}

/** The native memory of the photos before is given back between turns of the event loop only: without one, that of many would stay. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
