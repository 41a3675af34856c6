import { describe, expect, it } from 'vitest';
import {
  hasExploded,
  readSweep,
  sweepRates,
  withLoss,
  type SweepPoint,
} from '../../../src/runtime/train/rate-sweep.ts';
import { uniform } from '../../support/draws.ts';

/** The points of losses that are a function of the rate, with noise. */
function sweep(lossAt: (rate: number) => number, noise = 0): readonly SweepPoint[] {
  const draws = uniform('sweep', 100);
  let points: readonly SweepPoint[] = [];
  for (const [step, rate] of sweepRates(1e-7, 10, 100).entries()) {
    points = withLoss(points, rate, lossAt(rate) + noise * ((draws[step] ?? 0) - 0.5));
    if (hasExploded(points)) break;
  }
  return points;
}

/** Falls from 1 around a rate, and explodes beyond a hundred times it. */
const around = (best: number) => (rate: number) =>
  1 - 0.6 / (1 + best / rate) + (rate > best * 100 ? rate / best : 0);

describe('a sweep of learning rates', () => {
  it('goes evenly from one rate to the other', () => {
    const rates = sweepRates(1e-4, 1, 5);
    for (const [index, rate] of [1e-4, 1e-3, 1e-2, 0.1, 1].entries())
      expect(rates[index]).toBeCloseTo(rate, 12);
  });

  it('averages losses without leaning to 0 at the beginning', () => {
    const points = sweep(() => 0.7);
    expect(points).toHaveLength(100);
    for (const { smooth } of points) expect(smooth).toBeCloseTo(0.7, 12);
  });

  it('ends where the loss explodes or is no number', () => {
    expect(sweep(around(1e-3)).at(-1)?.rate).toBeLessThan(0.3);
    expect(hasExploded(withLoss([], 1, NaN))).toBe(true);
  });

  it.each([1e-4, 1e-3, 1e-2])('suggests a rate near to where the loss falls fastest: %d', (best) => {
    for (const noise of [0, 0.05]) {
      const { suggested = NaN, least = NaN } = readSweep(sweep(around(best), noise));
      expect(Math.abs(Math.log10(suggested / best))).toBeLessThan(1);
      expect(least).toBeGreaterThan(suggested);
    }
  });

  it('suggests nothing where there is nothing but noise', () => {
    expect(readSweep(sweep(() => 0.7, 0.2)).suggested).toBeUndefined();
    expect(readSweep(sweep(() => 0.7)).suggested).toBeUndefined();
    expect(readSweep([]).suggested).toBeUndefined();
  });
});
