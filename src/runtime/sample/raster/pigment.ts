import type { Colour } from '../photo/colour.ts';
import type { Material } from '../solid/solid.ts';
import type { Pigment } from './shade.ts';

/** Puts a seen colour into a pigment, as light: the square stands for the exact sRGB curve. */
export function dye(out: Pigment, colour: Colour, by: number): void {
  out[0] = colour[0] * colour[0] * by;
  out[1] = colour[1] * colour[1] * by;
  out[2] = colour[2] * colour[2] * by;
}

/** Mixes a share `t` of a seen colour into a pigment. */
export function blend(out: Pigment, colour: Colour, t: number): void {
  const keep = 1 - t;
  out[0] = (out[0] ?? 0) * keep + colour[0] * colour[0] * t;
  out[1] = (out[1] ?? 0) * keep + colour[1] * colour[1] * t;
  out[2] = (out[2] ?? 0) * keep + colour[2] * colour[2] * t;
}

/** 0 below the first edge, 1 above the second (or the other way round), smooth between. */
export function rise(low: number, high: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - low) / (high - low)));
  return t * t * (3 - 2 * t);
}

/** A painter's rule for a material. @throws Error naming it where the painter has none */
export function ruleOf<Rule>(rules: Readonly<Partial<Record<Material, Rule>>>, material: Material): Rule {
  const rule = rules[material];
  if (rule === undefined) throw new Error(`this painter has no rule for ${material}`);
  return rule;
}
