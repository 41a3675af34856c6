import type { PhaseProgram, Program } from '../../ir/program.ts';
import type { Dataset, Photos } from '../data/index.ts';
import type { BatchSources } from '../train/batch-source.ts';

/** The splits in batches of a phase's size; training photos shuffled anew for each pass. */
export function sourcesOf(
  program: Program,
  dataset: Dataset,
  photos: Photos,
  seed: number,
): (phase: PhaseProgram) => BatchSources {
  const { inputs, labels } = program;
  return ({ batch, augment, mix, cached: versions }) => {
    const rest = (split: 'validation' | 'test'): BatchSources['test'] =>
      dataset.splits[split].length === 0 ? undefined : photos.split(split, { batch, inputs, labels });
    return {
      train: photos.split('train', {
        batch,
        inputs,
        labels,
        shuffle: seed,
        training: { augment, mix, seed, versions },
      }),
      validation: rest('validation'),
      test: rest('test'),
    };
  };
}
