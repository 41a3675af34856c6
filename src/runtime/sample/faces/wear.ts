import { noise } from '../raster/noise.ts';
import { rise } from '../raster/pigment.ts';
import type { Heights } from './head.ts';
import type { Looks } from './looks.ts';

/** How near a point of the face (up, sideways) is to a line from `a` to `b`: 1 on it, 0 further off than `width`. */
function line(
  up: number,
  side: number,
  a: readonly [number, number],
  b: readonly [number, number],
  width: number,
): number {
  const [du, ds] = [b[0] - a[0], b[1] - a[1]];
  const t = Math.min(1, Math.max(0, ((up - a[0]) * du + (side - a[1]) * ds) / (du * du + ds * ds)));
  const far = Math.hypot(up - a[0] - t * du, side - a[1] - t * ds);
  return rise(width, 0, far);
}

/**
 * How much darker the years have made a place of the face, 0 to 1: lines on the forehead, beside the eyes, from the nose to the
 * mouth and below it, rings below the eyes.
 */
export function wrinkles(
  along: number,
  up: number,
  across: number,
  { wear, faceWidth }: Looks,
  { eyes, nose, mouth, chin }: Heights,
): number {
  if (along < 0.1) return 0;
  const side = Math.abs(across) / faceWidth;
  const wave = 0.05 * (noise(across * 3 + 9, up * 2, along) - 0.5);
  const above = rise(eyes + 0.34, eyes + 0.42, up) * rise(0.72, 0.55, up) * rise(0.6, 0.4, side);
  const forehead = above * rise(0.55, 1, Math.sin((up + wave * 2 + 0.06 * side) * 48));
  const crow =
    rise(0.5, 0.56, side) *
    rise(0.8, 0.66, side) *
    rise(0.2, 0.1, Math.abs(up - eyes)) *
    rise(0.4, 1, Math.cos(((up - eyes) / Math.max(0.05, side - 0.36)) * 13));
  const fold = line(up, side, [nose + 0.06, 0.2], [mouth - 0.06, 0.38], 0.045);
  const droop = line(up, side, [mouth - 0.04, 0.33], [chin + 0.12, 0.36], 0.04);
  const ring = Math.hypot((up - eyes) / 0.2, (side - 0.31) / 0.22);
  const bag = up < eyes ? rise(0.18, 0, Math.abs(ring - 1)) : 0;
  const frown = line(up, side, [eyes + 0.14, 0.07], [eyes + 0.34, 0.05], 0.03);
  const late = rise(0.25, 0.7, wear);
  return Math.min(
    1,
    0.75 * forehead * rise(0.1, 0.6, wear) +
      0.7 * crow * rise(0.05, 0.5, wear) +
      fold * (0.12 + 0.75 * rise(0, 0.7, wear)) +
      0.7 * droop * late +
      0.6 * bag * rise(0.05, 0.7, wear) +
      0.6 * frown * late,
  );
}

/** Spots that come with age, 0 to 1. */
export function spots(along: number, up: number, side: number, wear: number): number {
  return rise(0.7, 0.8, noise(along * 7 + 31, up * 7, side * 7)) * rise(0.35, 0.9, wear) * 0.35;
}
