import type { Lens } from '../solid/lens.ts';
import type { Solid } from '../solid/solid.ts';
import { type Vector, mix } from '../solid/vector.ts';

/** The shadow is found at a quarter of the resolution. */
const step = 4;

/** A shadow on the ground. */
export interface GroundShadow {
  /** Darkens a picture (linear red, green, blue) where the shadow falls. In place. */
  readonly darken: (colour: Float32Array) => void;
}

interface Caster {
  readonly lens: Lens;
  /** Vertical extent of a round shadow against its width: the sine of the camera's pitch. */
  readonly flatness: number;
  /** Where a point one unit up throws its shadow on the ground, in units. */
  readonly slant: readonly [number, number];
  readonly darkness: number;
  readonly softness: number;
}

/** Soft shadows of solids on the ground: one blurred disc for each ball and a row of them for each cone. */
export function groundShadow(
  width: number,
  height: number,
  solids: readonly Solid[],
  caster: Caster,
): GroundShadow {
  const w = Math.ceil(width / step) + 1;
  const h = Math.ceil(height / step) + 2;
  const light = new Float32Array(w * h).fill(1);
  const splat = (point: Vector, radius: number): void => {
    const up = Math.max(0, point[1]);
    const foot: Vector = [point[0] + up * caster.slant[0], 0, point[2] + up * caster.slant[1]];
    const [x, y] = caster.lens.point(foot);
    const scale = caster.lens.scaleAt(foot);
    const blur = caster.softness * (0.25 + up);
    const rx = ((radius + blur) * scale) / step;
    const ry = Math.max(1.2, rx * caster.flatness);
    const dark = caster.darkness * 0.3 * (radius / (radius + blur)) * Math.exp(-up * 1.1);
    const [cx, cy] = [x / step, y / step];
    for (let j = Math.max(0, Math.floor(cy - ry)); j <= Math.min(h - 1, Math.ceil(cy + ry)); j++) {
      for (let i = Math.max(0, Math.floor(cx - rx)); i <= Math.min(w - 1, Math.ceil(cx + rx)); i++) {
        const far = ((i - cx) / rx) ** 2 + ((j - cy) / ry) ** 2;
        if (far >= 1) continue;
        const k = j * w + i;
        light[k] = (light[k] ?? 1) * (1 - dark * (1 - far) * (1 - far));
      }
    }
  };
  for (const solid of solids) {
    if (solid.kind === 'ball') {
      splat(solid.center, (solid.radii[0] + solid.radii[2]) / 2);
      continue;
    }
    for (const t of [0, 0.33, 0.67, 1]) {
      splat(mix(solid.from, solid.to, t), (solid.fromRadius * (1 - t) + solid.toRadius * t) * 1.1);
    }
  }
  return {
    darken: (colour) => {
      for (let y = 0; y < height; y++) {
        const j = (y / step) | 0;
        const fy = y / step - j;
        for (let i = 0; i < w - 1; i++) {
          const k = j * w + i;
          const left = (light[k] ?? 1) * (1 - fy) + (light[k + w] ?? 1) * fy;
          const right = (light[k + 1] ?? 1) * (1 - fy) + (light[k + w + 1] ?? 1) * fy;
          if (left > 0.999 && right > 0.999) continue;
          for (let x = i * step; x < Math.min(width, (i + 1) * step); x++) {
            const dim = left + (right - left) * (x / step - i);
            const o = (y * width + x) * 3;
            colour[o] = (colour[o] ?? 0) * dim;
            colour[o + 1] = (colour[o + 1] ?? 0) * dim;
            colour[o + 2] = (colour[o + 2] ?? 0) * dim;
          }
        }
      }
    },
  };
}
