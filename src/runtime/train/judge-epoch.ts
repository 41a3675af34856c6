import type { PhaseProgram } from '../../ir/program.ts';
import type { Watch } from '../../ir/upstream.ts';
import { watchLoss } from '../../typecheck/regime.ts';
import { watchText } from '../../typecheck/train/figures.ts';
import type { Scores } from '../metrics/tally.ts';
import { waitedOn } from './early-stopping.ts';
import { figureOf, isBetter } from './figures.ts';
import { reducedOn } from './plateau.ts';
import type { Best, Position, Verdict } from './position.ts';

/** What follows an epoch: what is remembered of it, and whether its weights are the best so far. */
export interface Judgement extends Verdict {
  readonly bestOfPhase: boolean;
  readonly bestOfRun: boolean;
  /** Whether early stopping ends the phase. */
  readonly stop: boolean;
}

/** Judges an epoch by its figures; `position` stands at its end, before it is counted. */
export function judgeEpoch(
  phase: PhaseProgram,
  position: Position,
  training: Scores,
  validation: Scores | undefined,
): Judgement {
  const { schedule, stop, keep } = phase.regime;
  const epoch = position.epoch + 1;
  const value = (watch: Watch): number | undefined => figureOf(watch, training, validation);

  const patience = stop && waitedOn(stop, position.patience, value(stop.watch), epoch);
  const plateau =
    schedule.kind === 'plateau'
      ? reducedOn(schedule, position.plateau, value(schedule.watch), phase.learningRate)
      : position.plateau;

  const kept = keep.kind === 'best' ? keep.watch : watchLoss;
  // A figure of validation is one of training where there is no validation split.
  const split = kept.split === 'train' || validation === undefined ? 'train' : 'validation';
  const figure = watchText({ ...kept, split });
  const now = value(kept);
  const best: Best = {
    phase: phase.name,
    epoch,
    loss: (validation ?? training).loss,
    figure,
    value: now ?? NaN,
  };
  const comparable = position.best?.figure === figure ? position.best.value : null;
  const bestOfPhase = isBetter(now, position.phaseBest?.value ?? null, kept.better);
  const bestOfRun = isBetter(now, comparable, kept.better);
  return {
    patience: patience === null ? position.patience : { best: patience.best, wait: patience.wait },
    plateau,
    phaseBest: bestOfPhase ? best : position.phaseBest,
    best: bestOfRun ? best : position.best,
    bestOfPhase,
    bestOfRun,
    stop: patience?.stop === true,
  };
}
