import type { PhaseProgram } from '../../ir/program.ts';
import type { HostTensor, Tensors } from '../engines/engine.ts';

const floatScalar = (value: number): HostTensor => ({
  dtype: 'float32',
  shape: [],
  data: Float32Array.of(value),
});

/** A step of training, as its feeds depend on it. */
export interface StepPlace {
  readonly learningRate: number;
  /** Steps done in the whole run before this one: with the run's seed it keys the step's random draws. */
  readonly globalStep: number;
  /** Steps done since the optimiser began. */
  readonly optimizerStep: number;
}

/** Whether a step changes the weights, or adds its gradients to those of batches that follow. */
export function isUpdate({ regime }: Pick<PhaseProgram, 'regime'>, optimizerStep: number): boolean {
  return (optimizerStep + 1) % regime.accumulate === 0;
}

/** What a training step is fed beside its batch. */
export function stepFeeds(
  phase: Pick<PhaseProgram, 'regime' | 'betas'>,
  seed: number,
  { learningRate, globalStep, optimizerStep }: StepPlace,
): Tensors {
  const always = {
    learning_rate: floatScalar(learningRate),
    seed: { dtype: 'int32', shape: [2], data: Int32Array.of(seed, globalStep) },
  } as const;
  if (!isUpdate(phase, optimizerStep)) return always;
  const { accumulate, average } = phase.regime;
  const updates = Math.floor(optimizerStep / accumulate);
  return {
    ...always,
    ...(phase.betas && {
      beta1_power: floatScalar(phase.betas.beta1 ** (updates + 1)),
      beta2_power: floatScalar(phase.betas.beta2 ** (updates + 1)),
    }),
    // The average begins with the weights after the first update.
    ...(average !== null && { average_momentum: floatScalar(updates === 0 ? 0 : average) }),
  };
}
