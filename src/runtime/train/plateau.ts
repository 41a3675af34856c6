import type { Plateau } from '../../ir/upstream.ts';
import { isBetter } from './figures.ts';

/** What a plateau's schedule remembers from one epoch to the next. */
export interface PlateauState {
  readonly best: number | null;
  /** Epochs since the figure was best, or the rate changed. */
  readonly wait: number;
  /** Epochs left in which nothing is counted. */
  readonly cooldown: number;
  /** The learning rate now; null before its first change. */
  readonly rate: number | null;
}

/** Before the first epoch. */
export const freshPlateau: PlateauState = { best: null, wait: 0, cooldown: 0, rate: null };

/** What follows an epoch with this figure: Keras's ReduceLROnPlateau. `learningRate` is the phase's first. */
export function reducedOn(
  { patience, minDelta, watch, factor, cooldown, minimum }: Plateau,
  before: PlateauState,
  value: number | undefined,
  learningRate: number,
): PlateauState {
  const left = Math.max(0, before.cooldown - 1);
  const counted = before.cooldown > 0 ? 0 : before.wait;
  if (isBetter(value, before.best, watch.better, minDelta)) {
    return { ...before, best: value ?? null, wait: 0, cooldown: left };
  }
  if (left > 0) return { ...before, wait: counted, cooldown: left };
  const wait = counted + 1;
  const rate = before.rate ?? learningRate;
  if (wait < patience || rate <= minimum) return { ...before, wait, cooldown: left };
  return { best: before.best, wait: 0, cooldown, rate: Math.max(rate * factor, minimum) };
}
