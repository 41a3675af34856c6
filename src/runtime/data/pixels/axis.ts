import type { Orientation } from '../decode/exif-orientation.ts';
import type { PhotoSize } from '../photo.ts';
import type { PlacedRaster } from './raster.ts';
import type { Window } from './window.ts';

/** How an axis of a window lies in memory: an address is `start + step · place`; a mirrored axis counts backwards. */
export interface Axis {
  readonly length: number;
  readonly start: number;
  readonly step: number;
}

/** EXIF orientations whose rows are the file's columns. */
export const isTurned = (orientation: Orientation): boolean => orientation >= 5;
/** Orientations in which the upright picture's x, or y, runs against the file's axis it lies on. */
const MIRRORED_X: ReadonlySet<Orientation> = new Set<Orientation>([2, 3, 7, 6]);
const MIRRORED_Y: ReadonlySet<Orientation> = new Set<Orientation>([3, 4, 7, 8]);

/** The size of a photo turned upright. */
export function uprightSize({
  height,
  width,
  orientation,
}: PhotoSize & Pick<PlacedRaster, 'orientation'>): PhotoSize {
  return isTurned(orientation) ? { height: width, width: height } : { height, width };
}

/** Columns and rows of a window that lies inside an upright photo. Every start is at least 0. */
export function axesOf(
  raster: PlacedRaster,
  { top, left, height, width }: Window,
): { readonly columns: Axis; readonly rows: Axis } {
  const { orientation, stride } = raster;
  const row = raster.width * stride;
  const photo = uprightSize(raster);
  const turned = isTurned(orientation);
  const axis = (first: number, length: number, whole: number, step: number, mirrored: boolean): Axis =>
    mirrored
      ? { length, start: step * (whole - 1 - first), step: -step }
      : { length, start: step * first, step };
  return {
    columns: axis(left, width, photo.width, turned ? row : stride, MIRRORED_X.has(orientation)),
    rows: axis(top, height, photo.height, turned ? stride : row, MIRRORED_Y.has(orientation)),
  };
}
