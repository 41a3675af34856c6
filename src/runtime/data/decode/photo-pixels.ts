import { elementRaster } from '../arrays/element.ts';
import type { PhotoFile, PhotoForm } from '../photo.ts';
import { resizedRaster, usePhoto } from './decode-photo.ts';
import type { FileReader } from './read-photo.ts';

/** What there must be to know of a photo to read it. */
export type PhotoPlace = Pick<PhotoFile, 'path' | 'element'> & Partial<Pick<PhotoFile, 'bytes'>>;

/**
 * The pixels of a photo: of its file, or of its element of an array.
 * @returns `[height, width, channels]`, 0 to 255
 * @throws what `faultOf` puts into words, when it cannot be read
 */
export async function photoPixels(
  reader: FileReader,
  photo: PhotoPlace,
  form: PhotoForm,
): Promise<Uint8Array> {
  return usePlacedPhoto(reader, photo, form, (pixels) => pixels.slice());
}

/**
 * Hands the pixels that `photoPixels` gives to somebody, without a copy of them; at once, where that can be.
 * @param use takes what it needs at once: the memory is that of the next photo, the workspace's resized pixels
 */
export function usePlacedPhoto<T>(
  reader: FileReader,
  { path, bytes, element }: PhotoPlace,
  form: PhotoForm,
  use: (pixels: Uint8Array) => T,
): T | Promise<T> {
  if (element === undefined) return usePhoto(reader.read(path, bytes), form, use);
  const raster = elementRaster(reader.readPart(path, element.at, element.bytes), element.layout);
  return use(resizedRaster(raster, form));
}

/** The bytes that a photo is. */
export function photoBytes(reader: FileReader, { path, element }: PhotoPlace): Uint8Array {
  return element === undefined ? reader.read(path) : reader.readPart(path, element.at, element.bytes);
}
