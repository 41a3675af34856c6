import { Random } from '../random.ts';

const cells = 64;
const mask = cells - 1;

/** Values of a random field on a periodic grid of 64 × 64 × 64 cells; one table serves every picture. */
const grid: Float32Array = (() => {
  const random = new Random('noise');
  return Float32Array.from({ length: cells ** 3 }, () => random.unit());
})();

/** Smooth random field in [0, 1], mean 0.5, period 64 in each direction. */
export function noise(x: number, y: number, z: number): number {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const z0 = Math.floor(z);
  const fx = x - x0;
  const fy = y - y0;
  const fz = z - z0;
  const u = fx * fx * (3 - 2 * fx);
  const v = fy * fy * (3 - 2 * fy);
  const w = fz * fz * (3 - 2 * fz);
  const i0 = x0 & mask;
  const i1 = (x0 + 1) & mask;
  const j0 = (y0 & mask) << 6;
  const j1 = ((y0 + 1) & mask) << 6;
  const k0 = (z0 & mask) << 12;
  const k1 = ((z0 + 1) & mask) << 12;
  const near00 = grid[k0 | j0 | i0] ?? 0;
  const near10 = grid[k0 | j1 | i0] ?? 0;
  const far00 = grid[k1 | j0 | i0] ?? 0;
  const far10 = grid[k1 | j1 | i0] ?? 0;
  const a = near00 + ((grid[k0 | j0 | i1] ?? 0) - near00) * u;
  const b = near10 + ((grid[k0 | j1 | i1] ?? 0) - near10) * u;
  const c = far00 + ((grid[k1 | j0 | i1] ?? 0) - far00) * u;
  const d = far10 + ((grid[k1 | j1 | i1] ?? 0) - far10) * u;
  const near = a + (b - a) * v;
  return near + (c + (d - c) * v - near) * w;
}

/** Two octaves of the field: large shapes with ragged edges. */
export function cloud(x: number, y: number, z: number): number {
  return 0.68 * noise(x, y, z) + 0.32 * noise(x * 2.7 + 11, y * 2.7 + 5, z * 2.7 + 23);
}
