import type { DataType, Pooling2d } from '../../../ir/op-graph.ts';
import { ints, string, type } from '../attributes.ts';
import type { Attributes, TensorName } from '../graph-writer.ts';
import type { LoweringContext, LoweringTable } from '../lowering.ts';
import { deframe, enframe, frame, type Frame } from '../window-frame.ts';

/** The least float32: a border of it never wins, and unlike −∞ it cannot make a NaN. */
const LEAST = -3.4028234663852886e38;

function attributes(dtype: DataType, { window, strides }: Pooling2d, { padding }: Frame): Attributes {
  return {
    T: type(dtype),
    ksize: ints([1, ...window, 1]),
    strides: ints([1, ...strides, 1]),
    padding: string(padding),
    data_format: string('NHWC'),
  };
}

/**
 * An average over a window counts the zeros of an explicit border, and must not: this scales each place by
 * window / pixels of the image in it. `image` and `result` are [n, h, w, c].
 */
function uncountBorder(
  { writer, add }: LoweringContext,
  tensor: TensorName,
  dtype: DataType,
  { border }: Frame,
  { window, strides }: Pooling2d,
  image: readonly number[],
  result: readonly number[],
): TensorName {
  if (border === undefined) return tensor;
  const [rows, columns] = ([0, 1] as const).map((axis) =>
    Array.from({ length: result[axis + 1] ?? 0 }, (_, place) => {
      const start = place * strides[axis] - border[axis][0];
      const end = Math.min(start + window[axis], image[axis + 1] ?? 0);
      return window[axis] / (end - Math.max(start, 0));
    }),
  );
  const scale = (rows ?? []).flatMap((row) => (columns ?? []).map((column) => row * column));
  const sizes = [1, rows?.length ?? 0, columns?.length ?? 0, 1];
  return add('Mul', [tensor, writer.constant(dtype, sizes, scale)], { T: type(dtype) });
}

export const pooling: LoweringTable<'max_pool' | 'max_pool_grad' | 'avg_pool' | 'avg_pool_grad'> = {
  max_pool: (op, context) => {
    const around = frame(context.operandType(0).shape, op.attributes.window, op.attributes);
    const image = enframe(context, context.operand(0), op.type.dtype, around, LEAST);
    return context.add('MaxPool', [image], attributes(op.type.dtype, op.attributes, around));
  },

  max_pool_grad: (op, context) => {
    const around = frame(op.type.shape, op.attributes.window, op.attributes);
    const image = enframe(context, context.operand(0), op.type.dtype, around, LEAST);
    const gradient = context.add(
      'MaxPoolGrad',
      [image, context.operand(1), context.operand(2)],
      attributes(op.type.dtype, op.attributes, around),
    );
    return deframe(context, gradient, around, op.type);
  },

  avg_pool: (op, context) => {
    const { shape } = context.operandType(0);
    const around = frame(shape, op.attributes.window, op.attributes);
    const image = enframe(context, context.operand(0), op.type.dtype, around, 0);
    const mean = context.add('AvgPool', [image], attributes(op.type.dtype, op.attributes, around));
    return uncountBorder(context, mean, op.type.dtype, around, op.attributes, shape, op.type.shape);
  },

  avg_pool_grad: (op, context) => {
    const around = frame(op.type.shape, op.attributes.window, op.attributes);
    const dy = context.operandType(0).shape;
    const scaled = uncountBorder(
      context,
      context.operand(0),
      op.type.dtype,
      around,
      op.attributes,
      op.type.shape,
      dy,
    );
    const gradient = context.add(
      'AvgPoolGrad',
      [context.shape(around.shape), scaled],
      attributes(op.type.dtype, op.attributes, around),
    );
    return deframe(context, gradient, around, op.type);
  },
};
