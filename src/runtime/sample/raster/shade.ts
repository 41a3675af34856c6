import type { Solid } from '../solid/solid.ts';
import type { Vector } from '../solid/vector.ts';
import { type DepthPlate, nothing } from './depth.ts';
import { closeness } from './closeness.ts';

/** The colour of a surface as the share of light it gives back (linear), and how glossy it is. */
export interface Pigment {
  red: number;
  green: number;
  blue: number;
  gloss: number;
}

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

/** Colours in linear light, and 255 where something is. */
export interface Shaded {
  readonly width: number;
  readonly height: number;
  readonly colour: Float32Array;
}

/** Paints and lights what a depth plate sees. Writes linear red, green, blue over `colour` where a solid is. */
export function shade(
  plate: DepthPlate,
  solids: readonly Solid[],
  paint: Paint,
  light: Light,
  colour: Float32Array,
): void {
  const { width, height, depth, solid, other, share } = plate;
  const unit = largestUnit(solids);
  const { open, lit } = closeness(plate, light.from, unit);
  const first: Pigment = { red: 0, green: 0, blue: 0, gloss: 0 };
  const second: Pigment = { red: 0, green: 0, blue: 0, gloss: 0 };
  const [lx, ly, lz] = light.from;
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
  const slope = (a: number, here: number, b: number): number => {
    const back = a === nothing ? NaN : here - a;
    const ahead = b === nothing ? NaN : b - here;
    if (Number.isNaN(back)) return Number.isNaN(ahead) ? 0 : ahead;
    if (Number.isNaN(ahead)) return back;
    return Math.abs(back) < Math.abs(ahead) * 0.25
      ? back
      : Math.abs(ahead) < Math.abs(back) * 0.25
        ? ahead
        : (back + ahead) / 2;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
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
        first.red += (second.red - first.red) * mixing;
        first.green += (second.green - first.green) * mixing;
        first.blue += (second.blue - first.blue) * mixing;
        first.gloss += (second.gloss - first.gloss) * mixing;
      }
      const air = open[i] ?? 1;
      const sun = lit[i] ?? 1;
      // Fur scatters light, so it does not fall to black where it turns away: wrapped diffuse.
      const wrapped = Math.max(0, (nx * lx + ny * ly + nz * lz + 0.3) / 1.3);
      const key = wrapped * (0.25 + 0.75 * sun);
      const above = 0.5 - 0.5 * ny;
      const edge = light.rim * (1 - nz) ** 2 * Math.max(0, 0.6 - 0.6 * ny);
      const half = Math.max(0, nx * hx + ny * hy + nz * hz);
      const shine =
        first.gloss > 0.02 ? first.gloss * (first.gloss > 0.5 ? half ** 60 * 1.6 : half ** 12 * 0.35) : 0;
      const o = i * 3;
      const lightOf = (c: 0 | 1 | 2): number =>
        (light.sky[c] * above + light.ground[c] * (1 - above)) * air +
        light.key[c] * key * (0.4 + 0.6 * air) +
        edge * light.key[c];
      colour[o] = first.red * lightOf(0) + shine * light.key[0];
      colour[o + 1] = first.green * lightOf(1) + shine * light.key[1];
      colour[o + 2] = first.blue * lightOf(2) + shine * light.key[2];
    }
  }
}

function largestUnit(solids: readonly Solid[]): number {
  return solids.reduce((most, { skin }) => Math.max(most, skin.unit), 1);
}
