import { PhotoFaultError } from '../photo-problem.ts';
import { pixelBytes, type PhotoForm } from '../photo.ts';
import { resizePhoto } from '../pixels/resize-photo.ts';
import { pixelWorkspace } from '../pixels/workspace.ts';
import { startsWith } from './bytes.ts';
import { decodeFast } from './decode-fast.ts';
import { greyRaster } from './grey-raster.ts';
import { decodeGeneral } from './decode-general.ts';
import { jpegDecoder } from './decode-jpeg.ts';
import { MAX_PIXELS } from './limits.ts';
import { photoHeader, type PhotoHeader } from './photo-header.ts';

/** Names the numbers that decoding gives; a change of them must change it, or old cached pixels would be taken. */
export const DECODER = 'bilinear-4';

/**
 * The pixels of a photo from the bytes of its file: decoded, upright, resized.
 * @param out where the pixels go
 * @returns `[height, width, channels]`, 0 to 255
 * @throws PhotoFaultError when the bytes are not a whole photo
 */
export async function decodePhoto(
  bytes: Uint8Array,
  { size, resize }: PhotoForm,
  out: Uint8Array = new Uint8Array(pixelBytes(size)),
): Promise<Uint8Array> {
  const header = checkedHeader(bytes);
  // Whatever is awaited comes before the workspace is taken: another photo's pixels would take the place of these.
  const decodeJpeg = header.format === 'jpeg' ? await jpegDecoder() : undefined;
  if (decodeJpeg !== undefined && header.format === 'jpeg') {
    const space = pixelWorkspace(size);
    space.begin();
    const placed = decodeJpeg(bytes, header, space);
    if (placed !== undefined) {
      out.set(resizePhoto(space, placed, resize));
      return out;
    }
  }
  const raster = ('width' in header ? await decodeFast(bytes, header) : undefined) ?? (await decodeGeneral(bytes));
  const space = pixelWorkspace(size);
  space.begin();
  out.set(resizePhoto(space, space.place(size.channels === 1 ? greyRaster(raster) : raster), resize));
  return out;
}

/**
 * The header of a file that can be a whole photo.
 * @throws PhotoFaultError when it cannot
 */
function checkedHeader(bytes: Uint8Array): PhotoHeader {
  if (bytes.length === 0) throw new PhotoFaultError('empty');
  const header = photoHeader(bytes);
  if (header === undefined) throw notAPhoto(bytes);
  if (!('width' in header)) return header;
  const { height, width } = header;
  if (height * width > MAX_PIXELS) throw new PhotoFaultError('too-large', `${width}x${height}`);
  if (isCutShort(bytes, header)) throw new PhotoFaultError('truncated');
  if (height === 0 || width === 0) throw new PhotoFaultError('broken', `${width}x${height}`);
  return header;
}

/** Decoders fill what is missing of a JPEG with grey: one without its end-of-image marker is refused, as TensorFlow does. */
function isCutShort(bytes: Uint8Array, header: Extract<PhotoHeader, { readonly width: number }>): boolean {
  if (header.format === 'jpeg') return !hasEndOfImage(bytes, header.data);
  if (header.format === 'png') return !endsWithChunk(bytes);
  return header.data >= bytes.length;
}

/** Whether the marker FF D9 stands anywhere after the beginning of the first scan; usually at the very end. */
function hasEndOfImage(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.length - 2; at >= from; at--)
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  return false;
}

/** Whether the closing IEND chunk is there; some programs append bytes of their own after it. */
function endsWithChunk(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf('IEND', undefined, 'latin1') > 0;
}

/** Says what a file that is no photo is, as far as its beginning tells. */
function notAPhoto(bytes: Uint8Array): PhotoFaultError {
  if (startsWith(bytes, '\xff\xd8') || startsWith(bytes, '\x89PNG')) return new PhotoFaultError('truncated');
  const beginning = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  if (/^\s*(<!doctype html|<html|<head)/i.test(beginning)) return new PhotoFaultError('html');
  // Every byte printable or white space: letters of other scripts have their high bit set.
  if (/^[\t\n\r\x20-\x7e\x80-\xff]*$/.test(beginning)) return new PhotoFaultError('text');
  return new PhotoFaultError('not-a-photo');
}
