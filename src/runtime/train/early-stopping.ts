import type { EarlyStop } from '../../ir/upstream.ts';
import { isBetter } from './figures.ts';

/** What early stopping remembers from one epoch to the next. */
export interface Patience {
  readonly best: number | null;
  /** Epochs since the figure was best. */
  readonly wait: number;
}

/** Before the first epoch. */
export const freshPatience: Patience = { best: null, wait: 0 };

/** What follows an epoch with this figure: Keras's EarlyStopping. `epoch` counts from 1 in the phase. */
export function waitedOn(
  { patience, minDelta, watch }: EarlyStop,
  before: Patience,
  value: number | undefined,
  epoch: number,
): Patience & { readonly stop: boolean } {
  if (isBetter(value, before.best, watch.better, minDelta)) {
    return { best: value ?? null, wait: 0, stop: false };
  }
  const wait = before.wait + 1;
  return { best: before.best, wait, stop: wait >= patience && epoch > 1 };
}
