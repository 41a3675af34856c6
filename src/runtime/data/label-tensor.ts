import type { Label } from '../../typecheck/typed-module.ts';
import type { HostTensor } from '../engines/engine.ts';
import type { Sample } from './photo.ts';

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
};

/**
 * One label of some samples: float32 `[samples, 1]` of 0 and 1 for `binary` and of values for `number`, int32 `[samples]` of
 * class numbers for `class`.
 * @param index the label's place among those of the data set
 */
export function labelTensor(label: Label, samples: readonly Sample[], index: number): HostTensor {
  return TENSORS[label.kind](samples.map(({ labels }) => labels[index] ?? Number.NaN));
}
