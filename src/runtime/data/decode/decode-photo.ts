import type { PhotoForm } from '../photo.ts';
import type { Raster } from '../pixels/raster.ts';
import { resizePhoto } from '../pixels/resize-photo.ts';
import { pixelWorkspace } from '../pixels/workspace.ts';
import { checkedHeader } from './checked-header.ts';
import { decodeFast } from './decode-fast.ts';
import { greyRaster } from './grey-raster.ts';
import { decodeGeneral } from './decode-general.ts';
import { jpegDecoder } from './decode-jpeg.ts';

/** Names the numbers that decoding gives; a change of them must change it, or old cached pixels would be taken. */
export const DECODER = 'bilinear-4';

/**
 * The pixels of a photo from the bytes of its file: decoded, upright, resized.
 * @returns `[height, width, channels]`, 0 to 255
 * @throws PhotoFaultError when the bytes are not a whole photo
 */
export function decodePhoto(bytes: Uint8Array, form: PhotoForm): Promise<Uint8Array> {
  return usePhoto(bytes, form, (pixels) => pixels.slice());
}

/**
 * Hands the pixels that `decodePhoto` gives to somebody, without a copy of them.
 * @param use takes what it needs at once: the memory is that of the next photo
 * @throws PhotoFaultError when the bytes are not a whole photo
 */
export async function usePhoto<T>(
  bytes: Uint8Array,
  { size, resize }: PhotoForm,
  use: (pixels: Uint8Array) => T,
): Promise<T> {
  const header = checkedHeader(bytes);
  // Whatever is awaited comes before the workspace is taken: another photo's pixels would take the place of these.
  const decodeJpeg = header.format === 'jpeg' ? await jpegDecoder() : undefined;
  if (decodeJpeg !== undefined && header.format === 'jpeg') {
    const space = pixelWorkspace(size);
    space.begin();
    const placed = decodeJpeg(bytes, header, space);
    if (placed !== undefined) return use(resizePhoto(space, placed, resize));
  }
  await turn();
  const raster =
    ('width' in header ? await decodeFast(bytes, header) : undefined) ?? (await decodeGeneral(bytes));
  return use(resizedRaster(raster, { size, resize }));
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
