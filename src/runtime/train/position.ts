import type { PhaseProgram } from '../../ir/program.ts';
import { emptySums, type TallySums } from '../metrics/tally.ts';
import { freshPatience, type Patience } from './early-stopping.ts';
import { freshPlateau, type PlateauState } from './plateau.ts';

/** Where training stands: with the values of the variables, all that is needed to go on. Plain JSON. */
export interface Position {
  /** Place of the current phase in the program; the number of phases when all are done. */
  readonly phase: number;
  /** Whether what comes before the phase's first step has been done. */
  readonly begun: boolean;
  /** Epochs finished in this phase; a later stage of a phase goes on with those of the stages before. */
  readonly epoch: number;
  /** Steps done in the epoch that is not finished. */
  readonly step: number;
  /** Steps done in this phase, its earlier stages included. */
  readonly phaseStep: number;
  /** Steps done since the optimiser began: it begins afresh in each phase and stage. */
  readonly optimizerStep: number;
  /** Steps of an epoch, by the photos that could be read when the phase began. */
  readonly stepsInEpoch: number;
  /** Steps done in all phases: keys random draws. */
  readonly globalStep: number;
  /** Passes over the training photos begun and finished in all phases: keys their order. */
  readonly globalEpoch: number;
  /** Loss and metrics of the epoch that is not finished. */
  readonly sums: TallySums;
  /** Seconds spent in the epoch that is not finished. */
  readonly epochSeconds: number;
  /** Seconds trained, all sittings together. */
  readonly seconds: number;
  /** What the phase's early stopping and plateau have seen. */
  readonly patience: Patience;
  readonly plateau: PlateauState;
  /** The best epoch of this phase. */
  readonly phaseBest: Best | null;
  /** The best epoch of the run. */
  readonly best: Best | null;
}

/** An epoch whose weights are kept, with the figure that it is judged by. */
export interface Best {
  readonly phase: string;
  readonly epoch: number;
  /** Of validation; of training where there is no validation split. */
  readonly loss: number;
  /** `val_loss`, `accuracy`. */
  readonly figure: string;
  readonly value: number;
}

/** Before the first step. */
export const beginning: Position = {
  phase: 0,
  begun: false,
  epoch: 0,
  step: 0,
  phaseStep: 0,
  optimizerStep: 0,
  stepsInEpoch: 1,
  globalStep: 0,
  globalEpoch: 0,
  sums: emptySums,
  epochSeconds: 0,
  seconds: 0,
  patience: freshPatience,
  plateau: freshPlateau,
  phaseBest: null,
  best: null,
};

/** The position after what comes before a phase's first step. */
export function afterBeginning(position: Position, stepsInEpoch: number): Position {
  return { ...position, begun: true, optimizerStep: 0, stepsInEpoch };
}

/** The position after one more step. */
export function afterStep(position: Position, sums: TallySums, seconds: number): Position {
  return {
    ...position,
    step: position.step + 1,
    phaseStep: position.phaseStep + 1,
    optimizerStep: position.optimizerStep + 1,
    globalStep: position.globalStep + 1,
    sums,
    epochSeconds: position.epochSeconds + seconds,
    seconds: position.seconds + seconds,
  };
}

/** What an epoch was worth. */
export type Verdict = Pick<Position, 'patience' | 'plateau' | 'phaseBest' | 'best'>;

/** The position after an epoch and what followed it. */
export function afterEpoch(position: Position, seconds: number, verdict: Verdict): Position {
  return {
    ...position,
    ...verdict,
    epoch: position.epoch + 1,
    step: 0,
    globalEpoch: position.globalEpoch + 1,
    sums: emptySums,
    epochSeconds: 0,
    seconds: position.seconds + seconds,
  };
}

/**
 * The position at the beginning of what follows a phase: its next stage, or the next phase with all counts at 0.
 * @param stopped whether the phase ended early: then its later stages are left out
 */
export function afterPhase(position: Position, phases: readonly PhaseProgram[], stopped: boolean): Position {
  const goesOn = (place: number): boolean => (phases[place]?.regime.stage?.index ?? 0) > 0;
  let next = position.phase + 1;
  if (goesOn(next) && !stopped) return { ...position, phase: next, begun: false };
  while (goesOn(next)) next += 1;
  const { epoch, phaseStep, patience, plateau, phaseBest } = beginning;
  return { ...position, phase: next, begun: false, epoch, phaseStep, patience, plateau, phaseBest };
}
