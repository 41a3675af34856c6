import type { Watch } from '../../ir/upstream.ts';
import type { Scores } from '../metrics/tally.ts';

/** The figure that is watched, of one epoch; undefined where it has no value, which is never better than another. */
export function figureOf(watch: Watch, training: Scores, validation: Scores | undefined): number | undefined {
  const scores = watch.split === 'train' ? training : (validation ?? training);
  const value = watch.figure === 'loss' ? scores.loss : scores.metrics[watch.figure];
  return value === undefined || Number.isNaN(value) ? undefined : value;
}

/** Whether a figure is better than the best so far by more than `minDelta`; the first one always is. */
export function isBetter(
  value: number | undefined,
  best: number | null,
  better: Watch['better'],
  minDelta = 0,
): boolean {
  if (value === undefined) return false;
  if (best === null) return true;
  return better === 'lower' ? value + minDelta < best : value - minDelta > best;
}
