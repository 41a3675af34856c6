import { PhotoFaultError } from '../photo-problem.ts';
import { startsWith } from './bytes.ts';
import { MAX_PIXELS } from './limits.ts';
import { photoHeader, type PhotoHeader } from './photo-header.ts';

/**
 * The header of a file that can be a whole photo.
 * @throws PhotoFaultError when it cannot
 */
export function checkedHeader(bytes: Uint8Array): PhotoHeader {
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
  for (let at = bytes.length - 4; at > 0; at--) if (startsWith(bytes, 'IEND', at)) return true;
  return false;
}

/** Says what a file that is no photo is, as far as its beginning tells. */
function notAPhoto(bytes: Uint8Array): PhotoFaultError {
  if (startsWith(bytes, '\xff\xd8') || startsWith(bytes, '\x89PNG')) return new PhotoFaultError('truncated');
  const beginning = String.fromCharCode(...bytes.subarray(0, 512));
  if (/^\s*(<!doctype html|<html|<head)/i.test(beginning)) return new PhotoFaultError('html');
  // Every byte printable or white space: letters of other scripts have their high bit set.
  if (/^[\t\n\r\x20-\x7e\x80-\xff]*$/.test(beginning)) return new PhotoFaultError('text');
  return new PhotoFaultError('not-a-photo');
}
