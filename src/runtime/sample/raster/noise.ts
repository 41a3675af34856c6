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
  let u = x - x0;
  let v = y - y0;
  let w = z - z0;
  u = u * u * (3 - 2 * u);
  v = v * v * (3 - 2 * v);
  w = w * w * (3 - 2 * w);
  const i0 = x0 & mask;
  const i1 = (x0 + 1) & mask;
  const j0 = (y0 & mask) << 6;
  const j1 = ((y0 + 1) & mask) << 6;
  const k0 = (z0 & mask) << 12;
  const k1 = ((z0 + 1) & mask) << 12;
  const a = lerp(
    lerp(value(k0 | j0 | i0), value(k0 | j0 | i1), u),
    lerp(value(k0 | j1 | i0), value(k0 | j1 | i1), u),
    v,
  );
  const b = lerp(
    lerp(value(k1 | j0 | i0), value(k1 | j0 | i1), u),
    lerp(value(k1 | j1 | i0), value(k1 | j1 | i1), u),
    v,
  );
  return lerp(a, b, w);
}

function value(index: number): number {
  return grid[index] ?? 0;
}

function lerp(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

/** Two octaves of the field: large shapes with ragged edges. */
export function cloud(x: number, y: number, z: number): number {
  return 0.68 * noise(x, y, z) + 0.32 * noise(x * 2.7 + 11, y * 2.7 + 5, z * 2.7 + 23);
}
