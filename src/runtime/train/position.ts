import { emptySums, type TallySums } from '../metrics/tally.ts';

/** Where training stands: with the values of the variables, all that is needed to go on. Plain JSON. */
export interface Position {
  /** Place of the current phase in the program; the number of phases when all are done. */
  readonly phase: number;
  /** Epochs finished in this phase. */
  readonly epoch: number;
  /** Steps done in the epoch that is not finished. */
  readonly step: number;
  /** Steps done in this phase: optimisers begin afresh in each. */
  readonly phaseStep: number;
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
  readonly best: Best | null;
}

/** The epoch with the lowest validation loss; training loss where there is no validation split. */
export interface Best {
  readonly phase: string;
  readonly epoch: number;
  readonly loss: number;
}

/** Before the first step. */
export const beginning: Position = {
  phase: 0,
  epoch: 0,
  step: 0,
  phaseStep: 0,
  globalStep: 0,
  globalEpoch: 0,
  sums: emptySums,
  epochSeconds: 0,
  seconds: 0,
  best: null,
};

/** The position after one more step. */
export function afterStep(position: Position, sums: TallySums, seconds: number): Position {
  return {
    ...position,
    step: position.step + 1,
    phaseStep: position.phaseStep + 1,
    globalStep: position.globalStep + 1,
    sums,
    epochSeconds: position.epochSeconds + seconds,
    seconds: position.seconds + seconds,
  };
}

/** The position after an epoch and what followed it; `phaseDone` when it was the phase's last. */
export function afterEpoch(
  position: Position,
  phaseDone: boolean,
  seconds: number,
  best: Best | null,
): Position {
  return {
    ...position,
    phase: position.phase + Number(phaseDone),
    epoch: phaseDone ? 0 : position.epoch + 1,
    step: 0,
    phaseStep: phaseDone ? 0 : position.phaseStep,
    globalEpoch: position.globalEpoch + 1,
    sums: emptySums,
    epochSeconds: 0,
    seconds: position.seconds + seconds,
    best,
  };
}
