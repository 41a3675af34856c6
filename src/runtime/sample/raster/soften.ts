import { type DepthPlate, nothing } from './depth.ts';

/**
 * Smooths the stairs along outlines: where the depth jumps, a pixel takes a share of its four neighbours. In place,
 * on linear light.
 */
export function softenEdges(colour: Float32Array, { width, height, depth, touched }: DepthPlate): void {
  const jump = 3;
  for (let y = Math.max(1, touched.top - 1); y <= Math.min(height - 2, touched.bottom + 1); y++) {
    for (let x = Math.max(1, touched.left - 1); x <= Math.min(width - 2, touched.right + 1); x++) {
      const i = y * width + x;
      const z = depth[i] ?? nothing;
      const flat =
        Math.abs(z - (depth[i - 1] ?? nothing)) < jump &&
        Math.abs(z - (depth[i + 1] ?? nothing)) < jump &&
        Math.abs(z - (depth[i - width] ?? nothing)) < jump &&
        Math.abs(z - (depth[i + width] ?? nothing)) < jump;
      if (flat) continue;
      for (let o = i * 3; o < i * 3 + 3; o++) {
        const around =
          (colour[o - 3] ?? 0) +
          (colour[o + 3] ?? 0) +
          (colour[o - 3 * width] ?? 0) +
          (colour[o + 3 * width] ?? 0);
        colour[o] = 0.44 * (colour[o] ?? 0) + 0.14 * around;
      }
    }
  }
}
