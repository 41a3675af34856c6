import type { Lens } from '../solid/lens.ts';
import type { Solid } from '../solid/solid.ts';
import { type Vector, mix } from '../solid/vector.ts';
import { type Veil, clearVeil, veilStep as step } from './veil.ts';

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
export function groundShadow(width: number, height: number, solids: readonly Solid[], caster: Caster): Veil {
  const veil = clearVeil(width, height);
  const { columns: w, rows: h, light } = veil;
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
  return veil;
}
