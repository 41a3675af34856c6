import { elements } from '../../typecheck/layers/sizes.ts';
import { uniform } from '../../ir/philox.ts';
import type { Variable } from '../../ir/program.ts';
import type { Initializer } from '../../ir/upstream.ts';

/** Deviation of a standard normal that is cut at two deviations: Keras divides by it to keep the variance. */
const truncatedDeviation = 0.87962566103423978;

/** Half the width of a uniform draw, or the deviation of a normal one, from the fans. */
const spreads: Readonly<Record<Exclude<Initializer['kind'], 'constant' | 'normal'>, Spread>> = {
  // Glorot & Bengio 2010, equation 16; He et al. 2015, equation 10; LeCun et al. 1998, section 4.6.
  glorot_uniform: { draw: 'uniform', of: (fanIn, fanOut) => Math.sqrt(6 / (fanIn + fanOut)) },
  glorot_normal: {
    draw: 'normal',
    of: (fanIn, fanOut) => Math.sqrt(2 / (fanIn + fanOut)) / truncatedDeviation,
  },
  he_uniform: { draw: 'uniform', of: (fanIn) => Math.sqrt(6 / fanIn) },
  he_normal: { draw: 'normal', of: (fanIn) => Math.sqrt(2 / fanIn) / truncatedDeviation },
  lecun_normal: { draw: 'normal', of: (fanIn) => Math.sqrt(1 / fanIn) / truncatedDeviation },
};

interface Spread {
  readonly draw: 'uniform' | 'normal';
  readonly of: (fanIn: number, fanOut: number) => number;
}

/** First values of variables by path. A variable's draws depend on the seed and its own path alone. */
export function initialValues(
  variables: readonly Variable[],
  seed: number,
): ReadonlyMap<string, Float32Array> {
  return new Map(variables.map((variable) => [variable.path, initialValue(variable, seed)]));
}

/** Values of all variables: what is known of them already, the rest drawn. */
export function withDrawn(
  variables: readonly Variable[],
  known: ReadonlyMap<string, Float32Array>,
  seed: number,
): ReadonlyMap<string, Float32Array> {
  const unknown = variables.filter(({ path }) => !known.has(path));
  return new Map([...initialValues(unknown, seed), ...known]);
}

/** First values of one variable, in the order of its elements. */
export function initialValue({ path, shape, initializer }: Variable, seed: number): Float32Array {
  const count = elements(shape);
  if (initializer.kind === 'constant') return new Float32Array(count).fill(initializer.value);
  const draws = uniform(seed, hashOf(path), count);
  if (initializer.kind === 'normal') return draws.map((u) => truncatedNormal(u) * initializer.deviation);
  const { draw, of } = spreads[initializer.kind];
  const spread = of(initializer.fanIn, initializer.fanOut);
  return draw === 'uniform'
    ? draws.map((u) => (2 * u - 1) * spread)
    : draws.map((u) => truncatedNormal(u) * spread);
}

/** FNV-1a of the path's UTF-16 units, as a signed 32-bit number: a seed's second half. */
function hashOf(path: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < path.length; index++)
    hash = Math.imul(hash ^ path.charCodeAt(index), 0x01000193);
  return hash;
}

/** Φ(−2): what a standard normal has below minus two deviations. */
const lowerTail = 0.022750131948179207;

/** Turns a uniform draw into a standard normal one, cut at two deviations. One draw a number, so none depends on others. */
function truncatedNormal(u: number): number {
  return Math.max(-2, Math.min(2, inverseNormal(lowerTail + u * (1 - 2 * lowerTail))));
}

const lowRegion = 0.02425;
const numerator = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239,
];
const denominator = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1,
  1,
];
const tailNumerator = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const tailDenominator = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1];

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((value, coefficient) => value * x + coefficient, 0);

/** Φ⁻¹ by Acklam's rational approximation (2003), relative error below 1.2e-9. */
function inverseNormal(p: number): number {
  if (p > 0.5) return -inverseNormal(1 - p);
  if (p < lowRegion) {
    const q = Math.sqrt(-2 * Math.log(p));
    return polynomial(tailNumerator, q) / polynomial(tailDenominator, q);
  }
  const q = p - 0.5;
  const r = q * q;
  return (polynomial(numerator, r) * q) / polynomial(denominator, r);
}
