import { elements } from '../../../src/ir/tensor-type.ts';

/** A tensor of the reference interpreter: float64 whatever its type is; bool is 0 and 1. */
export interface NdArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export function zeros(shape: readonly number[]): NdArray {
  return { shape, data: new Float64Array(elements(shape, 1)) };
}

export function arrayOf(shape: readonly number[], values: Iterable<number>): NdArray {
  const data = Float64Array.from(values);
  if (data.length !== elements(shape, 1)) throw new Error(`${data.length} values for [${shape.join(', ')}]`);
  return { shape, data };
}

export function scalar(value: number): NdArray {
  return arrayOf([], [value]);
}

/** The indices of an array in row-major order. */
export function* indices(shape: readonly number[]): Generator<readonly number[]> {
  const index = shape.map(() => 0);
  for (let count = elements(shape, 1); count > 0; count--) {
    yield index;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = (index[axis] ?? 0) + 1;
      if ((index[axis] ?? 0) < (shape[axis] ?? 0)) break;
      index[axis] = 0;
    }
  }
}

/** Place of an element; axes of size 1 repeat, and missing leading axes too, as in NumPy. */
export function offset(shape: readonly number[], index: readonly number[]): number {
  const lead = index.length - shape.length;
  let place = 0;
  for (let axis = 0; axis < shape.length; axis++) {
    const size = shape[axis] ?? 1;
    place = place * size + (size === 1 ? 0 : (index[lead + axis] ?? 0));
  }
  return place;
}

export function at(array: NdArray, index: readonly number[]): number {
  return array.data[offset(array.shape, index)] ?? NaN;
}

export function addAt(array: NdArray, index: readonly number[], value: number): void {
  const place = offset(array.shape, index);
  array.data[place] = (array.data[place] ?? 0) + value;
}

/** An array computed element by element. */
export function generate(shape: readonly number[], value: (index: readonly number[]) => number): NdArray {
  const result = zeros(shape);
  let place = 0;
  for (const index of indices(shape)) result.data[place++] = value(index);
  return result;
}
