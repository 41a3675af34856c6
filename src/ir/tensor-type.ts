import { BATCH } from './op-graph.ts';
import type { DataType, TensorType } from './op-graph.ts';

/** Bytes of one element as engines hold it. */
const elementBytes: Readonly<Record<DataType, number>> = {
  float32: 4,
  bfloat16: 2,
  int32: 4,
  bool: 1,
};

export function float32(shape: readonly number[]): TensorType {
  return { dtype: 'float32', shape };
}

export function int32(shape: readonly number[]): TensorType {
  return { dtype: 'int32', shape };
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

export function sameType(a: TensorType, b: TensorType): boolean {
  return a.dtype === b.dtype && sameShape(a.shape, b.shape);
}

/** Number of elements, with this many samples in the batch. */
export function elements(shape: readonly number[], batch: number): number {
  return shape.reduce((product, size) => product * (size === BATCH ? batch : size), 1);
}

/** Size of a tensor in bytes, with this many samples in the batch. */
export function bytes(type: TensorType, batch: number): number {
  return elements(type.shape, batch) * elementBytes[type.dtype];
}

/** The shape two shapes broadcast to, as NumPy has it; undefined where they do not fit. */
export function broadcastShapes(a: readonly number[], b: readonly number[]): readonly number[] | undefined {
  const rank = Math.max(a.length, b.length);
  const result: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) return undefined;
    result.push(left === 1 ? right : left);
  }
  return result;
}

/** The axes of `to` along which a tensor of shape `from` is repeated when it broadcasts. */
export function broadcastAxes(from: readonly number[], to: readonly number[]): readonly number[] {
  const lead = to.length - from.length;
  return to.flatMap((size, axis) => (axis < lead || (from[axis - lead] === 1 && size !== 1) ? [axis] : []));
}

/** `float32[N, 28, 28, 3]`: N is the number of samples. */
export function formatType({ dtype, shape }: TensorType): string {
  return `${dtype}[${shape.map((size) => (size === BATCH ? 'N' : String(size))).join(', ')}]`;
}
