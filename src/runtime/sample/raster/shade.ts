import type { Solid } from '../solid/solid.ts';
import type { Vector } from '../solid/vector.ts';
import { type DepthPlate, nothing } from './depth.ts';
import { closeness } from './closeness.ts';

/**
 * The colour of a surface as the shares of red, green and blue light it gives back (linear), and how glossy it is.
 * An array of floats, since it is written millions of times a picture.
 */
export type Pigment = Float32Array;

/** Writes the pigment of a solid at a place given in its skin's coordinates. */
export type Paint = (solid: number, along: number, up: number, side: number, out: Pigment) => void;

/** Light on a scene, linear. Directions are those of the picture: x right, y down, z towards the viewer. */
export interface Light {
  /** Where the key light comes from; of length one. */
  readonly from: Vector;
  readonly key: Vector;
  /** Light from above and from below. */
  readonly sky: Vector;
  readonly ground: Vector;
  /** Strength of the light along the outline, from behind. */
  readonly rim: number;
}

/** Paints and lights what a depth plate sees. Writes linear red, green, blue over `colour` where a solid is. */
export function shade(
  plate: DepthPlate,
  solids: readonly Solid[],
  paint: Paint,
  light: Light,
  colour: Float32Array,
): void {
  const { width, height, depth, solid, other, share, touched } = plate;
  const unit = largestUnit(solids);
  const { open, lit } = closeness(plate, light.from, unit);
  const first: Pigment = new Float32Array(4);
  const second: Pigment = new Float32Array(4);
  const [lx, ly, lz] = light.from;
  const [keyR, keyG, keyB] = light.key;
  const [skyR, skyG, skyB] = light.sky;
  const [groundR, groundG, groundB] = light.ground;
  // Halfway between the light and the viewer, for highlights.
  const halfLength = Math.sqrt(lx * lx + ly * ly + (lz + 1) * (lz + 1));
  const [hx, hy, hz] = [lx / halfLength, ly / halfLength, (lz + 1) / halfLength];
  const look = (index: number, x: number, y: number, z: number, out: Pigment): void => {
    const s = solids[index];
    if (s === undefined) return;
    const { origin, frame, unit: u } = s.skin;
    const dx = (x - origin[0]) / u;
    const dy = (y - origin[1]) / u;
    const dz = (z - origin[2]) / u;
    const { along, up, side } = frame;
    paint(
      index,
      dx * along[0] + dy * along[1] + dz * along[2],
      dx * up[0] + dy * up[1] + dz * up[2],
      dx * side[0] + dy * side[1] + dz * side[2],
      out,
    );
  };
  for (let y = touched.top; y <= touched.bottom; y++) {
    for (let x = touched.left; x <= touched.right; x++) {
      const i = y * width + x;
      const index = solid[i] ?? -1;
      if (index < 0) continue;
      const z = depth[i] ?? 0;
      const gx = slope(
        x > 0 ? (depth[i - 1] ?? nothing) : nothing,
        z,
        x < width - 1 ? (depth[i + 1] ?? nothing) : nothing,
      );
      const gy = slope(
        y > 0 ? (depth[i - width] ?? nothing) : nothing,
        z,
        y < height - 1 ? (depth[i + width] ?? nothing) : nothing,
      );
      const size = 1 / Math.sqrt(gx * gx + gy * gy + 1);
      const nx = -gx * size;
      const ny = -gy * size;
      const nz = size;
      look(index, x, y, z, first);
      const mixing = share[i] ?? 0;
      if (mixing > 0.02) {
        look(other[i] ?? -1, x, y, z, second);
        for (let c = 0; c < 4; c++)
          first[c] = (first[c] ?? 0) + ((second[c] ?? 0) - (first[c] ?? 0)) * mixing;
      }
      const air = open(x, y, z);
      const sun = lit(x, y);
      // Fur scatters light, so it does not fall to black where it turns away: wrapped diffuse.
      const wrapped = Math.max(0, (nx * lx + ny * ly + nz * lz + 0.3) / 1.3);
      const key = wrapped * (0.25 + 0.75 * sun);
      const above = 0.5 - 0.5 * ny;
      const edge = light.rim * (1 - nz) * (1 - nz) * Math.max(0, 0.6 - 0.6 * ny);
      const half = Math.max(0, nx * hx + ny * hy + nz * hz);
      const gloss = first[3] ?? 0;
      const shine = gloss > 0.05 ? gloss * (gloss > 0.5 ? half ** 60 * 1.6 : half ** 12 * 0.35) : 0;
      const o = i * 3;
      const direct = key * (0.4 + 0.6 * air) + edge;
      const fromSky = above * air;
      const fromGround = (1 - above) * air;
      colour[o] = (first[0] ?? 0) * (skyR * fromSky + groundR * fromGround + keyR * direct) + shine * keyR;
      colour[o + 1] =
        (first[1] ?? 0) * (skyG * fromSky + groundG * fromGround + keyG * direct) + shine * keyG;
      colour[o + 2] =
        (first[2] ?? 0) * (skyB * fromSky + groundB * fromGround + keyB * direct) + shine * keyB;
    }
  }
}

function largestUnit(solids: readonly Solid[]): number {
  return solids.reduce((most, { skin }) => Math.max(most, skin.unit), 1);
}

/** Slope of the depth from its two neighbours, from one of them where the other is beyond an edge. */
function slope(a: number, here: number, b: number): number {
  const back = here - a;
  const ahead = b - here;
  if (a === nothing) return b === nothing ? 0 : ahead;
  if (b === nothing) return back;
  const [near, far] = [Math.abs(back), Math.abs(ahead)];
  return near < far * 0.25 ? back : far < near * 0.25 ? ahead : (back + ahead) / 2;
}
