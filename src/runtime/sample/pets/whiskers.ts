import type { DepthPlate } from '../raster/depth.ts';
import type { Light } from '../raster/shade.ts';
import type { Lens } from '../solid/lens.ts';
import type { Vector } from '../solid/vector.ts';
import { muzzleTip } from './head.ts';
import type { Pet } from './pet.ts';

/** Whiskers on each side of the nose. */
const perSide = 5;

/** Draws whiskers over the light of a picture: thin bright arcs from the pads, hidden where the head is nearer. */
export function drawWhiskers(lit: Float32Array, plate: DepthPlate, lens: Lens, pet: Pet, light: Light): void {
  const { head } = pet.anatomy;
  if (head.whiskers <= 0.05) return;
  const tip = muzzleTip(head);
  const unit = lens.scaleAt(pet.space.center) * pet.space.radius;
  const strength = Math.min(0.75, 0.2 + unit / 140) * Math.min(1, 0.4 + head.whiskers * 0.6);
  for (const side of [-1, 1]) {
    for (let i = 0; i < perSide; i++) {
      const spread = i / (perSide - 1) - 0.5;
      const forward = tip.forward - 0.12 - 0.1 * Math.abs(spread);
      const root = pet.space.point(
        forward,
        tip.up - 0.1 - 0.16 * spread,
        side * (0.26 + 0.05 * i) * head.muzzle.width,
      );
      const size = head.whiskers * (0.8 + 0.3 * ((i * 7) % 3));
      const middle = pet.space.point(
        forward + 0.06,
        tip.up - 0.06 - 0.34 * spread * size,
        side * (0.3 + 0.55 * size),
      );
      const end = pet.space.point(
        forward - 0.12,
        tip.up - 0.16 - 0.6 * spread * size,
        side * (0.3 + 1.05 * size),
      );
      strokeHair(lit, plate, lens.point(root), lens.point(middle), lens.point(end), strength, light, unit);
    }
  }
}

/** A hair along a quadratic curve, fading towards its tip; about a pixel wide. */
function strokeHair(
  lit: Float32Array,
  { width, height, depth }: DepthPlate,
  a: Vector,
  b: Vector,
  c: Vector,
  strength: number,
  light: Light,
  unit: number,
): void {
  const steps = Math.ceil((Math.abs(c[0] - a[0]) + Math.abs(c[1] - a[1])) * 1.2) + 2;
  const bright = [0, 1, 2].map((k) => 0.75 * ((light.sky[k] ?? 0) + 0.7 * (light.key[k] ?? 0)));
  for (let s = 0; s <= steps; s++) {
    const t = s / steps;
    const [u, v, w] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    const [x, y, z] = [
      u * a[0] + v * b[0] + w * c[0],
      u * a[1] + v * b[1] + w * c[1],
      u * a[2] + v * b[2] + w * c[2],
    ];
    const [x0, y0] = [Math.floor(x), Math.floor(y)];
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      const [px, py] = [x0 + dx, y0 + dy];
      if (px < 0 || py < 0 || px >= width || py >= height) continue;
      const i = py * width + px;
      if ((depth[i] ?? 0) > z + 0.25 * unit) continue;
      const cover = (1 - Math.abs(x - px)) * (1 - Math.abs(y - py)) * strength * (1 - 0.75 * t);
      for (let k = 0; k < 3; k++) {
        const o = i * 3 + k;
        lit[o] = (lit[o] ?? 0) * (1 - cover) + (bright[k] ?? 0) * cover;
      }
    }
  }
}
