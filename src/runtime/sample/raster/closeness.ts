import type { Vector } from '../solid/vector.ts';
import { type DepthPlate, nothing } from './depth.ts';

/** Light is found at a quarter of the resolution, since it changes slowly. */
const step = 4;

interface Coarse {
  readonly width: number;
  readonly height: number;
  readonly depth: Float32Array;
}

function coarse({ width, height, depth }: DepthPlate): Coarse {
  const w = Math.ceil(width / step);
  const h = Math.ceil(height / step);
  const small = new Float32Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const sx = Math.min(width - 1, x * step + 1);
      const sy = Math.min(height - 1, y * step + 1);
      small[y * w + x] = depth[sy * width + sx] ?? nothing;
    }
  }
  return { width: w, height: h, depth: small };
}

/** Mean depth of the neighbourhood, of what is there only (separable box, twice). */
function surroundings({ width, height, depth }: Coarse, reach: number): Float32Array {
  let sum = new Float32Array(depth.length);
  let count = new Float32Array(depth.length);
  depth.forEach((z, i) => {
    sum[i] = z === nothing ? 0 : z;
    count[i] = z === nothing ? 0 : 1;
  });
  for (let pass = 0; pass < 2; pass++) {
    [sum, count] = [box(sum, width, height, reach), box(count, width, height, reach)];
  }
  return sum.map((total, i) => ((count[i] ?? 0) > 1e-4 ? total / (count[i] ?? 1) : nothing));
}

function box(values: Float32Array, width: number, height: number, reach: number): Float32Array<ArrayBuffer> {
  const across = new Float32Array(values.length);
  const scale = 1 / (2 * reach + 1);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let total = 0;
    for (let x = -reach; x < width + reach; x++) {
      if (x + reach < width) total += values[row + x + reach] ?? 0;
      if (x - reach - 1 >= 0) total -= values[row + x - reach - 1] ?? 0;
      if (x >= 0 && x < width) across[row + x] = total * scale;
    }
  }
  const out = new Float32Array(values.length);
  for (let x = 0; x < width; x++) {
    let total = 0;
    for (let y = -reach; y < height + reach; y++) {
      if (y + reach < height) total += across[(y + reach) * width + x] ?? 0;
      if (y - reach - 1 >= 0) total -= across[(y - reach - 1) * width + x] ?? 0;
      if (y >= 0 && y < height) out[y * width + x] = total * scale;
    }
  }
  return out;
}

/** Share of the key light that reaches each place: a walk towards the light over the depths, with a soft edge. */
function sunlight({ width, height, depth }: Coarse, from: Vector, unit: number): Float32Array {
  const flat = Math.sqrt(from[0] * from[0] + from[1] * from[1]);
  const lit = new Float32Array(depth.length).fill(1);
  if (flat < 0.05) return lit;
  const [dx, dy] = [from[0] / flat, from[1] / flat];
  const climb = (from[2] / flat) * step;
  const steps = Math.max(4, Math.min(26, Math.ceil((unit * 1.2) / step)));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const z = depth[y * width + x] ?? nothing;
      if (z === nothing) continue;
      let clear = 1;
      for (let s = 2; s <= steps; s++) {
        const sx = Math.round(x + dx * s);
        const sy = Math.round(y + dy * s);
        if (sx < 0 || sy < 0 || sx >= width || sy >= height) break;
        const there = depth[sy * width + sx] ?? nothing;
        if (there === nothing) continue;
        const over = there - (z + climb * s) - unit * 0.04;
        if (over > 0) clear = Math.min(clear, Math.max(0, 1 - over / (0.25 * s * step)));
        if (clear <= 0) break;
      }
      lit[y * width + x] = clear;
    }
  }
  return box(lit, width, height, 1);
}

/** Light at a place, from the coarse fields around it. */
export interface Closeness {
  /** How open a pixel at that depth is to the light around it, 0.35 to 1.1. */
  readonly open: (x: number, y: number, depth: number) => number;
  /** How much of the key light it gets, 0 to 1. */
  readonly lit: (x: number, y: number) => number;
}

/** Values between the coarse ones (bilinear). */
function between(values: Float32Array, small: Coarse, x: number, y: number): number {
  const v = Math.min(small.height - 1.001, Math.max(0, (y - 1) / step));
  const u = Math.min(small.width - 1.001, Math.max(0, (x - 1) / step));
  const x0 = u | 0;
  const y0 = v | 0;
  const fx = u - x0;
  const fy = v - y0;
  const i = y0 * small.width + x0;
  const a = (values[i] ?? 1) * (1 - fx) + (values[i + 1] ?? 1) * fx;
  const b = (values[i + small.width] ?? 1) * (1 - fx) + (values[i + small.width + 1] ?? 1) * fx;
  return a * (1 - fy) + b * fy;
}

/**
 * Finds how open each place is and what the key light reaches. The first compares depths with those of the
 * neighbourhood (Luft, Colditz and Deussen, "Image Enhancement by Unsharp Masking the Depth Buffer", 2006); `unit` is a
 * length of the animal in pixels.
 */
export function closeness(plate: DepthPlate, from: Vector, unit: number): Closeness {
  const small = coarse(plate);
  const reach = Math.max(1, Math.round((unit * 0.3) / step));
  const around = surroundings(small, reach);
  const sun = sunlight(small, from, unit);
  return {
    open: (x, y, depth) => {
      const z = between(around, small, x, y);
      return z < nothing / 4 ? 1 : Math.max(0.35, Math.min(1.1, 1 - (0.9 * (z - depth)) / unit));
    },
    lit: (x, y) => between(sun, small, x, y),
  };
}
