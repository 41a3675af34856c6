import { graphKeys, type GraphKey } from '../../ir/graph-keys.ts';
import type { PhaseProgram } from '../../ir/program.ts';
import type { Tensors } from '../engines/engine.ts';
import type { Batch } from './batch-source.ts';
import { isUpdate, stepFeeds, type StepPlace } from './feeds.ts';
import { learningRateAt, type Pace } from './learning-rate.ts';
import type { Position } from './position.ts';
import type { Training } from './training.ts';

/** What a step of training runs, and what it is fed. */
export interface StepRun {
  readonly graph: GraphKey;
  readonly feeds: Tensors;
}

/** What the step at a position does with a batch: done again with the same variables, it gives the same. */
export function stepRun(
  { seed, rateShare }: Pick<Training, 'seed' | 'rateShare'>,
  phase: PhaseProgram,
  position: Position,
  batch: Batch,
  phaseFeeds: Tensors,
): StepRun {
  const { globalStep, optimizerStep } = position;
  const learningRate = rateShare * learningRateAt(phase, paceOf(position, position.phaseStep));
  return stepOn(position.phase, phase, seed, batch, phaseFeeds, { learningRate, globalStep, optimizerStep });
}

/** What a step of a phase does with a batch, at a learning rate and a place among the steps. */
export function stepOn(
  index: number,
  phase: PhaseProgram,
  seed: number,
  batch: Batch,
  phaseFeeds: Tensors,
  place: StepPlace,
): StepRun {
  const keys = graphKeys(index);
  const [train, accumulate] =
    batch.onFeatures === true
      ? [keys.trainOnFeatures, keys.accumulateOnFeatures]
      : [keys.train, keys.accumulate];
  return {
    graph: isUpdate(phase, place.optimizerStep) ? train : accumulate,
    feeds: { ...batch.feeds, ...phaseFeeds, ...stepFeeds(phase, seed, place) },
  };
}

/** Where a schedule stands at a step of the phase. */
export function paceOf({ stepsInEpoch, plateau }: Position, step: number): Pace {
  return { step, stepsInEpoch, plateauRate: plateau.rate };
}
