import type { Fix } from '../../diagnostics/diagnostic.ts';
import type { CheckedImage } from '../data/checked-dataset.ts';
import type { PixelDomain } from '../typed-module.ts';

/** Lets an image column give other pixels: its setting is changed, or added after the size. */
export function pixelsFix({ pixelsSpan, sizeSpan }: CheckedImage, pixels: PixelDomain): readonly Fix[] {
  const newText = `pixels: ${pixels}`;
  const title = `Set ${newText}`;
  if (pixelsSpan !== undefined) return [{ title, edits: [{ span: pixelsSpan, newText }] }];
  if (sizeSpan === undefined) return [];
  return [{ title, edits: [{ span: { ...sizeSpan, start: sizeSpan.end }, newText: `, ${newText}` }] }];
}
