import { type DepthPlate, nothing } from '../raster/depth.ts';

/** How bright a pixel is, 0 to 255. */
function brightness(pixels: Uint8Array, i: number): number {
  return 0.3 * (pixels[i * 3] ?? 0) + 0.59 * (pixels[i * 3 + 1] ?? 0) + 0.11 * (pixels[i * 3 + 2] ?? 0);
}

/** The pixels at which the depth jumps, 1 each: the outlines of what is in a picture. */
export function outlineOf({ width, height, depth }: DepthPlate): Uint8Array {
  const outline = new Uint8Array(width * height);
  const jump = 0.02 * Math.max(width, height);
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0; x < width - 1; x++) {
      const i = y * width + x;
      const z = depth[i] ?? nothing;
      const right = Math.abs(z - (depth[i + 1] ?? nothing));
      const below = Math.abs(z - (depth[i + width] ?? nothing));
      outline[i] = right > jump || below > jump ? 1 : 0;
    }
  }
  return outline;
}

/**
 * How much ink a pen leaves at each pixel, 0 to 1: along outlines, and where the brightness of the picture changes by more
 * than `threshold` levels from pixel to pixel (by Sobel's operator).
 */
export function inkOf(
  pixels: Uint8Array,
  width: number,
  height: number,
  outline: Uint8Array,
  threshold: number,
): Float32Array {
  const ink = Float32Array.from(outline);
  const grey = Float32Array.from({ length: width * height }, (_, i) => brightness(pixels, i));
  const at = (x: number, y: number): number => grey[y * width + x] ?? 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const falling = at(x + 1, y + 1) - at(x - 1, y - 1);
      const rising = at(x + 1, y - 1) - at(x - 1, y + 1);
      const across = falling + rising + 2 * (at(x + 1, y) - at(x - 1, y));
      const down = falling - rising + 2 * (at(x, y + 1) - at(x, y - 1));
      const steep = Math.sqrt(across * across + down * down) / 8;
      const i = y * width + x;
      ink[i] = Math.max(ink[i] ?? 0, Math.min(1, Math.max(0, (steep - threshold) / (1.5 * threshold))));
    }
  }
  return ink;
}
