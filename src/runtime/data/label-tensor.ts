import type { Label } from '../../typecheck/typed-module.ts';
import type { HostTensor } from '../engines/engine.ts';
import type { Sample } from './photo.ts';

/** A label as it is to be fed. */
export interface FedLabel {
  readonly name: string;
  readonly kind: Label['kind'];
  /** Its place among those of the data set. */
  readonly index: number;
}

/**
 * Labels of a data set in the form that a program wants: two classes are one number for a sigmoid head and class numbers for a
 * softmax head.
 * @param wanted labels by name; without it all are fed in their own form
 */
export function fedLabels(
  labels: readonly Label[],
  wanted: readonly Pick<Label, 'name' | 'kind'>[] = labels,
): readonly FedLabel[] {
  return wanted.map(({ name, kind }) => {
    const index = labels.findIndex((label) => label.name === name);
    if (index < 0) throw new RangeError(`the data has no label ${name}`);
    return { name, kind, index };
  });
}

type MakeTensor = (numbers: readonly number[]) => HostTensor;

const column: MakeTensor = (numbers) => ({
  dtype: 'float32',
  shape: [numbers.length, 1],
  data: Float32Array.from(numbers),
});

/** How each kind of label is fed. */
const TENSORS: Readonly<Record<Label['kind'], MakeTensor>> = {
  binary: column,
  class: (numbers) => ({ dtype: 'int32', shape: [numbers.length], data: Int32Array.from(numbers) }),
  number: column,
  vector: column,
};

/**
 * One label of some samples: float32 `[samples, 1]` of 0 and 1 for `binary` and of values for `number`, int32 `[samples]` of
 * class numbers for `class`.
 */
export function labelTensor({ kind, index }: FedLabel, samples: readonly Sample[]): HostTensor {
  return TENSORS[kind](samples.map(({ labels }) => labels[index] ?? Number.NaN));
}
