import type { Uniform } from './photo-draws.ts';

/** A number from Beta(alpha, alpha): by Jöhnk's method up to 1, above it as a share of two gammas (Marsaglia and Tsang 2000). */
export function betaShare(alpha: number, uniform: Uniform): number {
  if (alpha > 1) {
    const [first, second] = [gamma(alpha, uniform), gamma(alpha, uniform)];
    return first / (first + second);
  }
  for (;;) {
    // In logarithms: powers of 1 / alpha would vanish for a small alpha.
    const [first, second] = [Math.log(open(uniform)) / alpha, Math.log(open(uniform)) / alpha];
    const larger = Math.max(first, second);
    const whole = larger + Math.log(Math.exp(first - larger) + Math.exp(second - larger));
    if (whole <= 0) return Math.exp(first - whole);
  }
}

/** Above 0. */
function open(uniform: Uniform): number {
  return 1 - uniform();
}

/** @param shape from 1 */
function gamma(shape: number, uniform: Uniform): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(open(uniform))) * Math.cos(2 * Math.PI * uniform());
    const v = (1 + c * normal) ** 3;
    if (v > 0 && Math.log(open(uniform)) < 0.5 * normal ** 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}
