import { startsWith, uint16, uint32 } from './bytes.ts';
import { exifOrientation, type Orientation } from './exif-orientation.ts';

/** What a photo's first bytes say, where the fast decoder needs to know it. */
export type PhotoHeader =
  | {
      readonly format: 'jpeg' | 'png' | 'bmp';
      readonly height: number;
      readonly width: number;
      readonly orientation: Orientation;
      /** Bits a channel. */
      readonly depth: number;
      /** Where the compressed pixels begin. */
      readonly data: number;
    }
  /** Known by its first bytes; the general decoder reads the rest. */
  | { readonly format: 'gif' | 'webp' | 'tiff' | 'heif' };

type Reader = (bytes: Uint8Array) => PhotoHeader | undefined;

const signatures: readonly { readonly fits: (bytes: Uint8Array) => boolean; readonly read: Reader }[] = [
  { fits: (bytes) => uint16(bytes, 0) === 0xffd8, read: jpegHeader },
  { fits: (bytes) => uint32(bytes, 0) === 0x89504e47, read: pngHeader },
  { fits: (bytes) => startsWith(bytes, 'GIF8'), read: () => ({ format: 'gif' }) },
  {
    fits: (bytes) => startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8),
    read: () => ({ format: 'webp' }),
  },
  {
    fits: (bytes) => uint32(bytes, 0) === 0x49492a00 || uint32(bytes, 0) === 0x4d4d002a,
    read: () => ({ format: 'tiff' }),
  },
  { fits: (bytes) => startsWith(bytes, 'ftyp', 4), read: () => ({ format: 'heif' }) },
  // Two letters are also how a text may begin: the reserved words after them are zero in a bitmap.
  { fits: (bytes) => startsWith(bytes, 'BM') && uint32(bytes, 6) === 0, read: bmpHeader },
];

/** The header of a photo by its content, whatever its name; undefined when it is no photo. */
export function photoHeader(bytes: Uint8Array): PhotoHeader | undefined {
  return signatures.find(({ fits }) => fits(bytes))?.read(bytes);
}

/** Walks a JPEG's marker segments up to the first scan (ITU-T T.81, annex B); undefined when it ends before. */
function jpegHeader(bytes: Uint8Array): PhotoHeader | undefined {
  let frame: { readonly depth: number; readonly height: number; readonly width: number } | undefined;
  let orientation: Orientation = 1;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) {
      at++;
      continue;
    }
    const marker = bytes[at + 1] ?? 0;
    // Fill bytes, stuffing and markers that stand alone.
    if (marker === 0xff || marker === 0 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const length = uint16(bytes, at + 2);
    if (marker === 0xda) {
      return frame === undefined
        ? undefined
        : { format: 'jpeg', ...frame, orientation, data: at + 2 + length };
    }
    if (isFrame(marker))
      frame = { depth: bytes[at + 4] ?? 0, height: uint16(bytes, at + 5), width: uint16(bytes, at + 7) };
    if (marker === 0xe1 && startsWith(bytes, 'Exif\0\0', at + 4))
      orientation = exifOrientation(bytes.subarray(at + 10, at + 2 + length));
    at += 2 + Math.max(length, 2);
  }
  return undefined;
}

/** SOF0 to SOF15, without the tables that share their range. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** The chunks of a PNG before its pixels (PNG specification, third edition, section 11). */
function pngHeader(bytes: Uint8Array): PhotoHeader | undefined {
  if (!startsWith(bytes, 'IHDR', 12)) return undefined;
  let orientation: Orientation = 1;
  let at = 8;
  while (at + 8 <= bytes.length && !startsWith(bytes, 'IDAT', at + 4)) {
    const length = uint32(bytes, at);
    if (startsWith(bytes, 'eXIf', at + 4))
      orientation = exifOrientation(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return {
    format: 'png',
    width: uint32(bytes, 16),
    height: uint32(bytes, 20),
    depth: bytes[24] ?? 0,
    orientation,
    data: at,
  };
}

/** A Windows bitmap with the 40-byte header or a later one; a negative height means rows from the top. */
function bmpHeader(bytes: Uint8Array): PhotoHeader | undefined {
  if (uint32(bytes, 14, true) < 40) return undefined;
  return {
    format: 'bmp',
    width: uint32(bytes, 18, true),
    height: Math.abs(uint32(bytes, 22, true) | 0),
    depth: 8,
    orientation: 1,
    data: uint32(bytes, 10, true),
  };
}
