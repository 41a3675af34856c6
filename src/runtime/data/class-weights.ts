import type { PhaseProgram } from '../../ir/program.ts';
import type { ClassWeights } from '../../typecheck/typed-module.ts';
import type { Tensors } from '../engines/engine.ts';
import type { Dataset } from './dataset.ts';

/**
 * What the samples of each class count in a phase, as its training step is fed it: `class_weights/LABEL`, float32
 * `[classes]`.
 */
export function classWeightFeeds(
  { classWeights }: Pick<PhaseProgram, 'classWeights'>,
  dataset: Dataset,
): Tensors {
  return Object.fromEntries(
    Object.entries(classWeights).map(([name, weights]) => {
      const index = dataset.labels.findIndex((label) => label.name === name);
      const classes = dataset.labels[index]?.classes ?? [];
      const { train } = dataset.splits;
      const numbers = Array.from({ length: train.length }, (_, place) => train.label(place, index)[0] ?? NaN);
      const data = Float32Array.from(factors(weights, classes, numbers));
      return [`class_weights/${name}`, { dtype: 'float32', shape: [classes.length], data }] as const;
    }),
  );
}

/** A factor for each class. */
function factors(
  weights: ClassWeights,
  classes: readonly string[],
  numbers: readonly number[],
): readonly number[] {
  if (weights !== 'balanced') return classes.map((name) => weights[name] ?? 1);
  const counts = classes.map((_, own) => numbers.filter((number) => number === own).length);
  const all = counts.reduce((sum, count) => sum + count, 0);
  // As scikit-learn's `balanced` (King & Zeng 2001): all classes together weigh as much, each the same.
  return counts.map((count) => (count === 0 ? 1 : all / (classes.length * count)));
}
