import { identity } from './affine.ts';
import { rotation } from './draw-geometry.ts';
import type { DrawnStep } from './drawn-photo.ts';
import type { Uniform } from './photo-draws.ts';

/** Strengths from none to all. */
const STRENGTHS = 31;

/** A step at a strength from 0 to 1, and the same with its sign for what goes to both sides. */
type Operation = (strength: number, signed: number) => DrawnStep;

const move = (change: Partial<typeof identity>): DrawnStep => ({
  kind: 'move',
  map: { ...identity, ...change },
});

/**
 * The fourteen operations of TrivialAugment with their wide ranges (Müller and Hutter 2021, table 4): shears up to 0.99, shifts up
 * to 32 pixels, turns up to 135 degrees, factors up to 0.99 from 1.
 */
const operations: readonly Operation[] = [
  () => move({}),
  (_, signed) => move({ b: 0.99 * signed }),
  (_, signed) => move({ d: 0.99 * signed }),
  (_, signed) => move({ c: 32 * signed }),
  (_, signed) => move({ f: 32 * signed }),
  (_, signed) => ({ kind: 'move', map: rotation(135 * signed) }),
  (_, signed) => ({ kind: 'brightness', factor: 1 + 0.99 * signed }),
  (_, signed) => ({ kind: 'saturation', factor: 1 + 0.99 * signed }),
  (_, signed) => ({ kind: 'contrast', factor: 1 + 0.99 * signed }),
  (_, signed) => ({ kind: 'sharpen', factor: 1 + 0.99 * signed }),
  (strength) => ({ kind: 'posterize', bits: 8 - Math.round(6 * strength) }),
  (strength) => ({ kind: 'solarize', threshold: 255 * (1 - strength) }),
  () => ({ kind: 'autocontrast' }),
  () => ({ kind: 'equalize' }),
];

/** One operation of all, at one strength of all: each as likely as the others. */
export function drawTrivial(uniform: Uniform): readonly DrawnStep[] {
  const operation = operations[Math.floor(uniform() * operations.length)];
  const strength = Math.floor(uniform() * STRENGTHS) / (STRENGTHS - 1);
  const sign = uniform() < 0.5 ? -1 : 1;
  return operation === undefined ? [] : [operation(strength, sign * strength)];
}
