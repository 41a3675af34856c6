import type { BinaryKind, ComparisonKind, Reduction } from '../../ir/op-graph.ts';
import { baseTable } from './base-table.ts';
import { both, inputAt, only } from './lowering-table.ts';
import type { Lowering, LoweringTable } from './lowering-table.ts';
import type { ConvAttributes, ElementwiseOperation } from './own-kernels.ts';
import { reductionGroups } from './reduction-groups.ts';
import type { ScheduleBuilder } from './schedule-builder.ts';
import { elementCount } from './schedule.ts';
import type { SlotId } from './schedule.ts';
import { convolve, gradientByKernel } from './wasm-convolution.ts';
import { convAttributes, fourSizes, poolAttributes } from './window-attributes.ts';

/** Whether `part` holds one number, or the last dimensions of `whole`: what our elementwise kernel broadcasts. */
function isSuffix(whole: readonly number[], part: readonly number[]): boolean {
  if (elementCount(part) === 1) return true;
  const trimmed = part.slice(part.findIndex((size) => size !== 1));
  return trimmed.every((size, index) => size === whole[whole.length - trimmed.length + index]);
}

const elementwise =
  (kind: BinaryKind & keyof typeof baseTable, operation: ElementwiseOperation): Lowering<BinaryKind> =>
  (op, inputs, builder) => {
    const [a, b] = both(inputs);
    const fits =
      elementCount(builder.typeOf(a).shape) === elementCount(op.type.shape) &&
      isSuffix(op.type.shape, builder.typeOf(b).shape);
    if (fits) return builder.own('Elementwise', [a, b], op.type, { operation });
    const commutes = operation === 'add' || operation === 'mul';
    const swapped =
      commutes &&
      elementCount(builder.typeOf(b).shape) === elementCount(op.type.shape) &&
      isSuffix(op.type.shape, builder.typeOf(a).shape);
    if (swapped) return builder.own('Elementwise', [b, a], op.type, { operation });
    return baseTable[kind](op, inputs, builder);
  };

/** tfjs repeats and broadcasts numbers one by one; ours copies rows. */
const expandTo = (x: SlotId, shape: readonly number[], builder: ScheduleBuilder): SlotId => {
  const { dtype, shape: from } = builder.typeOf(x);
  let current = x;
  const aligned = [...Array<number>(shape.length - from.length).fill(1), ...from];
  const repeatedAxes = shape.flatMap((size, axis) => (aligned[axis] === size ? [] : [axis]));
  // The groups that a reduction would go through, the other way round.
  for (const group of reductionGroups(shape, repeatedAxes).toReversed()) {
    const { outer, reduced: repeated, inner } = group;
    const type = { dtype, shape: [outer, repeated, inner] };
    current = builder.own('Expand', [current], type, { outer, repeated, inner });
  }
  return builder.reshape(current, shape);
};

const broadcastTo: Lowering<'broadcast_to'> = (op, inputs, builder) =>
  op.type.dtype === 'bool'
    ? baseTable.broadcast_to(op, inputs, builder)
    : expandTo(only(inputs), op.type.shape, builder);

const comparison =
  (kind: ComparisonKind): Lowering<ComparisonKind> =>
  (op, inputs, builder) => {
    // Rows of bytes are not what ours copies.
    if (inputs.some((slot) => builder.typeOf(slot).dtype === 'bool'))
      return baseTable[kind](op, inputs, builder);
    const same = inputs.map((slot) => expandTo(slot, op.type.shape, builder));
    return baseTable[kind](op, same, builder);
  };

const reduce = (
  operation: 'sum' | 'mean' | 'max',
  x: SlotId,
  { axes }: Pick<Reduction, 'axes'>,
  shape: readonly number[],
  builder: ScheduleBuilder,
): SlotId => {
  let current = x;
  const { dtype, shape: from } = builder.typeOf(x);
  for (const group of reductionGroups(from, axes)) {
    const type = { dtype, shape: [group.outer, group.inner] };
    current = builder.own('Reduce', [current], type, { operation, ...group });
  }
  return builder.reshape(current, shape);
};

const reduction =
  (operation: 'sum' | 'mean' | 'max'): Lowering<'reduce_sum' | 'reduce_mean' | 'reduce_max'> =>
  (op, inputs, builder) =>
    reduce(operation, only(inputs), op.attributes, op.type.shape, builder);

const conv2d: Lowering<'conv2d'> = (op, inputs, builder) => {
  const [image, kernel] = both(inputs);
  const attributes = convAttributes(op.attributes, builder.typeOf(kernel));
  const plain = { flipped: false, bias: undefined, relu: false };
  return convolve({ image, kernel, attributes, ...plain }, op.type, builder);
};

/**
 * The gradient of a convolution by its input is a convolution of dy, its pixels moved apart by the strides, with the
 * kernel turned by 180° and its channels exchanged.
 */
const conv2dGradInput: Lowering<'conv2d_grad_input'> = (op, inputs, builder) => {
  const [dy, kernel] = both(inputs);
  const {
    kernel: shape,
    strides,
    dilations,
    padding,
  } = convAttributes(op.attributes, builder.typeOf(kernel));
  const [height, width, into, out] = shape;
  let spread = dy;
  if (strides[0] > 1 || strides[1] > 1) {
    const [n, h, w, c] = fourSizes(builder.typeOf(dy));
    const apart = [n, (h - 1) * strides[0] + 1, (w - 1) * strides[1] + 1, c];
    spread = builder.own('Dilate2d', [dy], { dtype: 'float32', shape: apart }, { dilations: strides });
  }
  const attributes: ConvAttributes = {
    kernel: [height, width, out, into],
    strides: [1, 1],
    dilations,
    padding: [(height - 1) * dilations[0] - padding[0], (width - 1) * dilations[1] - padding[1]],
  };
  const turned = { image: spread, kernel, flipped: true, bias: undefined, relu: false, attributes };
  return convolve(turned, op.type, builder);
};

/** tfjs's kernel writes whole numbers whatever dtype it is asked for. */
const oneHot: Lowering<'one_hot'> = (op, inputs, builder) => {
  const whole = { ...op.type, dtype: 'int32' } as const;
  const attributes = { dtype: whole.dtype, depth: op.attributes.depth, onValue: 1, offValue: 0 };
  const x = builder.tfjs('OneHot', { indices: only(inputs) }, whole, attributes);
  if (op.type.dtype === whole.dtype) return x;
  return builder.tfjs('Cast', { x }, op.type, { dtype: op.type.dtype });
};

/** Our SIMD kernels where tfjs's wasm backend lacks one, is wrong or computes one number at a time. */
export const wasmTable: LoweringTable = {
  ...baseTable,
  add: elementwise('add', 'add'),
  sub: elementwise('sub', 'sub'),
  mul: elementwise('mul', 'mul'),
  div: elementwise('div', 'div'),
  maximum: elementwise('maximum', 'maximum'),
  minimum: elementwise('minimum', 'minimum'),
  greater: comparison('greater'),
  greater_equal: comparison('greater_equal'),
  equal: comparison('equal'),
  broadcast_to: broadcastTo,
  one_hot: oneHot,
  matmul: (op, inputs, builder) => builder.own('MatMul', inputs, op.type, op.attributes),
  bias_add: (op, inputs, builder) => builder.own('BiasAdd', inputs, op.type, { relu: false }),
  bias_add_grad: (op, inputs, builder) => {
    const x = only(inputs);
    const rank = builder.typeOf(x).shape.length;
    const axes = Array.from({ length: rank - 1 }, (_, axis) => axis);
    return reduce('sum', x, { axes }, op.type.shape, builder);
  },
  conv2d,
  conv2d_grad_input: conv2dGradInput,
  conv2d_grad_kernel: (op, inputs, builder) => {
    const [x, dy] = both(inputs);
    return gradientByKernel(x, dy, convAttributes(op.attributes, op.type), op.type, builder);
  },
  depthwise_conv2d: (op, inputs, builder) =>
    builder.own(
      'DepthwiseConv2d',
      inputs,
      op.type,
      convAttributes(op.attributes, builder.typeOf(inputAt(inputs, 1))),
    ),
  max_pool: (op, inputs, builder) => builder.own('MaxPool', inputs, op.type, poolAttributes(op.attributes)),
  avg_pool: (op, inputs, builder) => builder.own('AvgPool', inputs, op.type, poolAttributes(op.attributes)),
  reduce_sum: reduction('sum'),
  reduce_mean: reduction('mean'),
  reduce_max: reduction('max'),
};
