import type { DataType, TensorType } from '../../ir/op-graph.ts';
import { type } from './attributes.ts';
import type { TensorName } from './graph-writer.ts';
import type { LoweringContext } from './lowering.ts';

/** Steps that several lowerings are made of. */

/** Pixels before and after, for each axis. */
type Padding = readonly (readonly [number, number])[];

export function pad(
  { writer, add }: LoweringContext,
  tensor: TensorName,
  dtype: DataType,
  padding: Padding,
  value: number,
): TensorName {
  const amounts = writer.constant('int32', [padding.length, 2], padding.flat());
  return add('PadV2', [tensor, amounts, writer.constant(dtype, [], [value])], {
    T: type(dtype),
    Tpaddings: type('int32'),
  });
}

/** As much as `size` says, from `begin`; a size of −1 means to the end, which is right for a batch. */
export function slice(
  { writer, add }: LoweringContext,
  tensor: TensorName,
  dtype: DataType,
  begin: readonly number[],
  size: readonly number[],
): TensorName {
  return add('Slice', [tensor, writer.ints(begin), writer.ints(size)], {
    T: type(dtype),
    Index: type('int32'),
  });
}

/** Every `strides[i]`-th element along each axis. */
export function everyNth(
  { writer, add }: LoweringContext,
  tensor: TensorName,
  dtype: DataType,
  strides: readonly number[],
): TensorName {
  const rank = strides.length;
  const zeros = writer.ints(strides.map(() => 0));
  const all = { i: 2 ** rank - 1 };
  return add('StridedSlice', [tensor, zeros, zeros, writer.ints(strides)], {
    T: type(dtype),
    Index: type('int32'),
    begin_mask: all,
    end_mask: all,
  });
}

/**
 * Puts `factors[i] − 1` zeros between neighbours along each axis: size n becomes (n − 1)·factor + 1. A size of −1 (the
 * batch) takes the factor 1.
 */
export function spread(
  context: LoweringContext,
  tensor: TensorName,
  { dtype, shape }: TensorType,
  factors: readonly number[],
): TensorName {
  const { writer, add } = context;
  const reshape = (from: TensorName, sizes: readonly number[]): TensorName =>
    add('Reshape', [from, writer.ints(sizes)], { T: type(dtype), Tshape: type('int32') });
  const apart = reshape(
    tensor,
    shape.flatMap((size) => [size, 1]),
  );
  const padding = factors.flatMap((factor): Padding => [
    [0, 0],
    [0, factor - 1],
  ]);
  const together = reshape(
    pad(context, apart, dtype, padding, 0),
    shape.map((size, axis) => (size < 0 ? size : size * (factors[axis] ?? 1))),
  );
  return slice(
    context,
    together,
    dtype,
    shape.map(() => 0),
    shape.map((size, axis) => (size < 0 ? size : (size - 1) * (factors[axis] ?? 1) + 1)),
  );
}
