import type { ImageShape } from '../../../typecheck/typed-module.ts';

/** Photos are decoded to this and averaged in blocks: sampling them more coarsely would see single pixels. */
export const thumbnailSize: ImageShape = { height: 32, width: 36, channels: 3 };
const BLOCK = 4;
const ROWS = thumbnailSize.height / BLOCK;
const COLUMNS = thumbnailSize.width / BLOCK;

/** Grey levels of a photo, 8 rows of 9. */
export type Thumbnail = Uint8Array;

/** @param pixels `[32, 36, 3]` */
export function thumbnailOf(pixels: Uint8Array): Thumbnail {
  const sums = new Uint32Array(ROWS * COLUMNS);
  for (let y = 0; y < thumbnailSize.height; y++)
    for (let x = 0; x < thumbnailSize.width; x++) {
      const at = (y * thumbnailSize.width + x) * 3;
      const place = Math.floor(y / BLOCK) * COLUMNS + Math.floor(x / BLOCK);
      const level = (pixels[at] ?? 0) * 77 + (pixels[at + 1] ?? 0) * 150 + (pixels[at + 2] ?? 0) * 29;
      sums[place] = (sums[place] ?? 0) + level;
    }
  return Uint8Array.from(sums, (sum) => sum / (256 * BLOCK * BLOCK));
}

/** Four times 16 bits: whether each grey level is above the one to its left (the difference hash of Krawetz 2013). */
export function differenceHash(thumbnail: Thumbnail): readonly [number, number, number, number] {
  const bands: [number, number, number, number] = [0, 0, 0, 0];
  for (let row = 0; row < ROWS; row++)
    for (let column = 1; column < COLUMNS; column++) {
      const at = row * COLUMNS + column;
      const band = row >> 1;
      const bit = Number((thumbnail[at] ?? 0) > (thumbnail[at - 1] ?? 0));
      bands[band] = ((bands[band] ?? 0) << 1) | bit;
    }
  return bands;
}

/** Mean difference of two photos in grey levels. */
export function distance(a: Thumbnail, b: Thumbnail): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += Math.abs((a[index] ?? 0) - (b[index] ?? 0));
  return sum / a.length;
}
