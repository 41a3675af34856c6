import { elements } from '../../src/ir/tensor-type.ts';
import { uniform } from '../../src/ir/philox.ts';
import { arrayOf } from './interpreter/array.ts';
import type { NdArray } from './interpreter/array.ts';

/** Reproducible numbers between `low` and `high`; another `seed` gives others. */
export function randomArray(shape: readonly number[], seed: number, low = -1, high = 1): NdArray {
  const drawn = uniform(seed, 17, elements(shape, 1));
  return arrayOf(
    shape,
    [...drawn].map((value) => low + (high - low) * value),
  );
}

/** Like `randomArray`, but no two numbers are nearer than 1/1000 of the range: no ties, no kinks in the way. */
export function spacedArray(shape: readonly number[], seed: number, low = -1, high = 1): NdArray {
  const count = elements(shape, 1);
  const order = [...uniform(seed, 18, count).entries()].toSorted(([, a], [, b]) => a - b);
  const values = new Float64Array(count);
  for (const [rank, [place]] of order.entries())
    values[place] = low + ((high - low) * (rank + ((seed * 0.618034) % 0.9))) / count;
  return arrayOf(shape, values);
}
