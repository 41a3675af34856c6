import { uint16, uint32 } from './bytes.ts';

/** How the stored pixels lie: 1 is upright, 2 to 8 are the turned and mirrored ones of EXIF (tag 0x0112). */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION_TAG = 0x0112;
const ORIENTATIONS: readonly Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];

/**
 * The orientation that an EXIF block says: a TIFF header and its first directory (EXIF 2.32, section 4.6).
 * Whatever is malformed or absent counts as upright.
 */
export function exifOrientation(tiff: Uint8Array): Orientation {
  const littleEndian = uint16(tiff, 0) === 0x4949;
  if (!littleEndian && uint16(tiff, 0) !== 0x4d4d) return 1;
  if (uint16(tiff, 2, littleEndian) !== 42) return 1;
  const directory = uint32(tiff, 4, littleEndian);
  const entries = Math.min(uint16(tiff, directory, littleEndian), 512);
  for (let index = 0; index < entries; index++) {
    const entry = directory + 2 + index * 12;
    if (uint16(tiff, entry, littleEndian) !== ORIENTATION_TAG) continue;
    return ORIENTATIONS[uint16(tiff, entry + 8, littleEndian) - 1] ?? 1;
  }
  return 1;
}
