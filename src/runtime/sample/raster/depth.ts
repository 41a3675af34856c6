import type { Ball, Cone, Material, Solid } from '../solid/solid.ts';
import { type Vector, dot } from '../solid/vector.ts';
import type { Scratch } from './scratch.ts';
import { jitterMask, jitterX, jitterY } from './jitter.ts';

/** What is seen at each pixel: how near it is, which solid it is, and which other one melts into it by what share. */
export interface DepthPlate {
  readonly width: number;
  readonly height: number;
  /** In pixels towards the viewer; `nothing` where no solid is. */
  readonly depth: Float32Array;
  readonly solid: Int16Array;
  readonly other: Int16Array;
  /** Share of `other` in the colour, 0 to 0.5. */
  readonly share: Float32Array;
  /** The pixels that can hold anything: from left and top, to right and bottom, inclusive. */
  readonly touched: Box;
}

export const nothing = -1e9;

/** What frays at its edges. */
const hairy: ReadonlySet<Material> = new Set(['coat', 'mane', 'hair', 'brow', 'beard']);

/**
 * Writes the largest depth of a solid for the pixels of a row from `left` to `right`, or `nothing`; each pixel looks
 * `shag` times its jitter aside. A row at a time, since a call that returns a number for each pixel allocates it.
 */
type Surface = (y: number, left: number, right: number, shag: number, out: Float32Array) => void;

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The front of an ellipsoid: the larger root of a quadratic in z. */
function ballSurface(ball: Ball): { surface: Surface; box: Box } {
  const { along, up, side } = ball.frame;
  const weights = ball.radii.map((r) => 1 / (r * r));
  const entry = (i: 0 | 1 | 2, j: 0 | 1 | 2): number =>
    (weights[0] ?? 0) * along[i] * along[j] +
    (weights[1] ?? 0) * up[i] * up[j] +
    (weights[2] ?? 0) * side[i] * side[j];
  const [a11, a12, a13, a22, a23, a33] = [
    entry(0, 0),
    entry(0, 1),
    entry(0, 2),
    entry(1, 1),
    entry(1, 2),
    entry(2, 2),
  ];
  const [cx, cy, cz] = ball.center;
  const extent = (i: 0 | 1): number =>
    Math.sqrt(
      (ball.radii[0] * along[i]) ** 2 + (ball.radii[1] * up[i]) ** 2 + (ball.radii[2] * side[i]) ** 2,
    );
  const [clipX, clipY, clipZ] = ball.clip?.normal ?? [0, 0, 0];
  const clipAt = ball.clip?.offset ?? 0;
  const surface: Surface = (row, left, right, shag, out) => {
    const jitterRow = (row & jitterMask) * (jitterMask + 1);
    for (let column = left; column <= right; column++) {
      const j = jitterRow | (column & jitterMask);
      const x = column + shag * (jitterX[j] ?? 0) - cx;
      const y = row + shag * (jitterY[j] ?? 0) - cy;
      const b = a13 * x + a23 * y;
      const under = b * b - a33 * (a11 * x * x + 2 * a12 * x * y + a22 * y * y - 1);
      const z = under < 0 ? nothing : (Math.sqrt(under) - b) / a33;
      out[column] = z === nothing || clipX * x + clipY * y + clipZ * z < clipAt ? nothing : cz + z;
    }
  };
  return {
    surface,
    box: { left: cx - extent(0), right: cx + extent(0), top: cy - extent(1), bottom: cy + extent(1) },
  };
}

/**
 * The front of a cone with round ends (Inigo Quilez, "Rounded cone - intersection"), in a space stretched along the
 * direction in which the cone is flattened.
 */
function coneSurface(cone: Cone): { surface: Surface; box: Box } {
  const n: Vector = cone.squash?.along ?? [0, 0, 1];
  const stretch = 1 / (cone.squash?.by ?? 1) - 1;
  const flat = (v: Vector): Vector => {
    const by = dot(v, n) * stretch;
    return [v[0] + n[0] * by, v[1] + n[1] * by, v[2] + n[2] * by];
  };
  const [pax, pay, paz] = cone.from;
  const ba = flat([cone.to[0] - pax, cone.to[1] - pay, cone.to[2] - paz]);
  const [ra, rb] = [cone.fromRadius, cone.toRadius];
  const ray = flat([0, 0, -1]);
  const raySize = Math.sqrt(dot(ray, ray));
  const rd: Vector = [ray[0] / raySize, ray[1] / raySize, ray[2] / raySize];
  const ox = flat([1, 0, 0]);
  const oy = flat([0, 1, 0]);
  const start = flat([0, 0, -paz]);
  const rr = ra - rb;
  const m0 = dot(ba, ba);
  const m2 = dot(ba, rd);
  const d2 = m0 - rr * rr;
  const k2 = d2 - m2 * m2;
  const [sx, sy, sz] = start;
  const [oxx, oxy, oxz] = ox;
  const [oyx, oyy, oyz] = oy;
  const [bx, by, bz] = ba;
  const [rx, ry, rz] = rd;
  const surface: Surface = (row, left, right, shag, out) => {
    const jitterRow = (row & jitterMask) * (jitterMask + 1);
    for (let column = left; column <= right; column++) {
      const j = jitterRow | (column & jitterMask);
      const x = column + shag * (jitterX[j] ?? 0) - pax;
      const y = row + shag * (jitterY[j] ?? 0) - pay;
      const oax = sx + oxx * x + oyx * y;
      const oay = sy + oxy * x + oyy * y;
      const oaz = sz + oxz * x + oyz * y;
      const m3 = rx * oax + ry * oay + rz * oaz;
      const m5 = oax * oax + oay * oay + oaz * oaz;
      const m1 = bx * oax + by * oay + bz * oaz;
      if (d2 > 0) {
        const k1 = d2 * m3 - m1 * m2 + m2 * rr * ra;
        const k0 = d2 * m5 - m1 * m1 + m1 * rr * ra * 2 - m0 * ra * ra;
        const h = k1 * k1 - k0 * k2;
        if (h < 0) {
          out[column] = nothing;
          continue;
        }
        const t = (-Math.sqrt(h) - k1) / k2;
        const along = m1 - ra * rr + t * m2;
        if (along > 0 && along < d2) {
          out[column] = -t / raySize;
          continue;
        }
      }
      let best = Infinity;
      const h1 = m3 * m3 - m5 + ra * ra;
      if (h1 > 0) best = -m3 - Math.sqrt(h1);
      const m6 = m3 - m2;
      const m7 = m5 - 2 * m1 + m0;
      const h2 = m6 * m6 - m7 + rb * rb;
      if (h2 > 0) best = Math.min(best, -m6 - Math.sqrt(h2));
      out[column] = best === Infinity ? nothing : -best / raySize;
    }
  };
  return {
    surface,
    box: {
      left: Math.min(cone.from[0] - ra, cone.to[0] - rb),
      right: Math.max(cone.from[0] + ra, cone.to[0] + rb),
      top: Math.min(cone.from[1] - ra, cone.to[1] - rb),
      bottom: Math.max(cone.from[1] + ra, cone.to[1] + rb),
    },
  };
}

/**
 * Finds what each pixel sees. Solids that touch melt into each other over their `blend` (the polynomial smooth
 * maximum of their depths); `shag` pixels of random displacement fray the edges of fur. The plate is good until the
 * next one is made with the same scratch.
 */
export function depthPlate(
  width: number,
  height: number,
  solids: readonly Solid[],
  shag: number,
  scratch: Scratch,
): DepthPlate {
  const surfaces = solids.map((solid) => (solid.kind === 'ball' ? ballSurface(solid) : coneSurface(solid)));
  const plate: DepthPlate = {
    width,
    height,
    depth: scratch.float('depth', width * height).fill(nothing),
    solid: scratch.short('solid', width * height).fill(-1),
    other: scratch.short('other', width * height),
    share: scratch.float('share', width * height),
    touched: {
      left: Math.max(0, Math.floor(Math.min(...surfaces.map(({ box }) => box.left)) - shag)),
      top: Math.max(0, Math.floor(Math.min(...surfaces.map(({ box }) => box.top)) - shag)),
      right: Math.min(width - 1, Math.ceil(Math.max(...surfaces.map(({ box }) => box.right)) + shag)),
      bottom: Math.min(height - 1, Math.ceil(Math.max(...surfaces.map(({ box }) => box.bottom)) + shag)),
    },
  };
  solids.forEach((solid, index) => {
    const found = surfaces[index];
    if (found === undefined) return;
    const frayed = hairy.has(solid.skin.material) ? shag : 0;
    addSurface(plate, found.surface, found.box, index, solid.blend, frayed, scratch.float('row', width));
  });
  return plate;
}

function addSurface(
  plate: DepthPlate,
  surface: Surface,
  box: Box,
  index: number,
  blend: number,
  shag: number,
  row: Float32Array,
): void {
  const { width, height, depth, solid, other, share } = plate;
  const left = Math.max(0, Math.floor(box.left - shag));
  const right = Math.min(width - 1, Math.ceil(box.right + shag));
  const top = Math.max(0, Math.floor(box.top - shag));
  const bottom = Math.min(height - 1, Math.ceil(box.bottom + shag));
  for (let y = top; y <= bottom; y++) {
    surface(y, left, right, shag, row);
    for (let x = left; x <= right; x++) {
      const z = row[x] ?? nothing;
      if (z < nothing / 2) continue;
      const i = y * width + x;
      const before = depth[i] ?? nothing;
      const gap = z - before;
      if (gap >= blend) {
        depth[i] = z;
        solid[i] = index;
        share[i] = 0;
      } else if (gap > -blend) {
        const h = 0.5 + (0.5 * gap) / blend;
        depth[i] = before + gap * h + blend * h * (1 - h);
        if (h > 0.5) {
          other[i] = solid[i] ?? -1;
          solid[i] = index;
          share[i] = 1 - h;
        } else {
          other[i] = index;
          share[i] = h;
        }
      }
    }
  }
}
