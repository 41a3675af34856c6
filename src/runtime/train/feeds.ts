import type { PhaseProgram } from '../../ir/program.ts';
import type { HostTensor, Tensors } from '../engines/engine.ts';

const floatScalar = (value: number): HostTensor => ({
  dtype: 'float32',
  shape: [],
  data: Float32Array.of(value),
});

/**
 * What a training step is fed beside its batch.
 * @param globalStep steps done in the whole run before this one: with the run's seed it keys the step's random draws
 * @param phaseStep steps done in this phase before this one: optimisers begin afresh in each phase
 */
export function stepFeeds(phase: PhaseProgram, seed: number, globalStep: number, phaseStep: number): Tensors {
  return {
    learning_rate: floatScalar(phase.learningRate),
    seed: { dtype: 'int32', shape: [2], data: Int32Array.of(seed, globalStep) },
    ...(phase.betas && {
      beta1_power: floatScalar(phase.betas.beta1 ** (phaseStep + 1)),
      beta2_power: floatScalar(phase.betas.beta2 ** (phaseStep + 1)),
    }),
  };
}
