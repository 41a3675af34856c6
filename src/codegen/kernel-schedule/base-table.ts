import type { OpKind, OpNode, WeightUpdate } from '../../ir/op-graph.ts';
import type { EffectKind } from '../../ir/op-kinds.ts';
import { both, inputAt, noResult, only } from './lowering-table.ts';
import type { Lowering, LoweringTable } from './lowering-table.ts';
import { sigmoidCrossEntropy, softmaxCrossEntropy } from './lower-cross-entropy.ts';
import type { ScheduleBuilder } from './schedule-builder.ts';
import { elementCount } from './schedule.ts';
import type { SlotId } from './schedule.ts';
import { convAttributes, poolAttributes } from './window-attributes.ts';

type Unary = Lowering<OpKind>;

/** One tfjs kernel of one operand. */
const unary =
  (kernel: string): Unary =>
  (op, inputs, builder) =>
    builder.tfjs(kernel, { x: only(inputs) }, op.type);

/** One tfjs kernel of two operands that broadcast. */
const binary =
  (kernel: string): Unary =>
  (op, inputs, builder) => {
    const [a, b] = both(inputs);
    return builder.tfjs(kernel, { a, b }, op.type);
  };

const cast: Lowering<'cast'> = (op, inputs, builder) => {
  const x = only(inputs);
  if (builder.typeOf(x).dtype === op.type.dtype) return x;
  // tfjs's casts to bool truncate: 0.5 becomes false.
  if (op.type.dtype === 'bool') {
    const zero = builder.constant([0], [], builder.typeOf(x).dtype);
    return builder.tfjs('NotEqual', { a: x, b: zero }, op.type);
  }
  return builder.tfjs('Cast', { x }, op.type, { dtype: op.type.dtype });
};

const broadcastTo: Lowering<'broadcast_to'> = (op, inputs, builder) => {
  const x = only(inputs);
  const from = builder.typeOf(x).shape;
  const aligned = [...Array<number>(op.type.shape.length - from.length).fill(1), ...from];
  const reps = op.type.shape.map((size, axis) => (aligned[axis] === size ? 1 : size));
  const same = builder.reshape(x, aligned);
  return reps.every((n) => n === 1) ? same : builder.tfjs('Tile', { x: same }, op.type, { reps });
};

const transpose: Lowering<'transpose'> = (op, inputs, builder) => {
  const x = only(inputs);
  const { permutation } = op.attributes;
  const { shape } = builder.typeOf(x);
  const moved = permutation.filter((axis) => shape[axis] !== 1);
  const inOrder = moved.every((axis, index) => index === 0 || axis > (moved[index - 1] ?? -1));
  if (inOrder) return builder.reshape(x, op.type.shape);
  return builder.tfjs('Transpose', { x }, op.type, { perm: permutation });
};

const concat: Lowering<'concat'> = (op, inputs, builder) =>
  inputs.length === 1
    ? only(inputs)
    : builder.tfjs('Concat', Object.fromEntries(inputs.entries()), op.type, { axis: op.attributes.axis });

type UpdateKind = Exclude<EffectKind, 'assign'>;

/** Decay before the optimiser's step and the average after it are steps of the schedule of their own. */
const update =
  <K extends UpdateKind>(
    step: (
      builder: ScheduleBuilder,
      operands: readonly SlotId[],
      attributes: OpNode<K>['attributes'],
    ) => void,
  ): Lowering<K> =>
  (op, inputs, builder) => {
    const { variable, decay, average }: WeightUpdate = op.attributes;
    if (decay !== null) builder.update('DecayWeight', [inputAt(inputs, 0)], { variable, decay });
    step(builder, average === null ? inputs : inputs.toSpliced(-2, 1), op.attributes);
    if (average !== null) {
      builder.update('AverageWeight', [inputAt(inputs, inputs.length - 2)], { variable, average });
    }
    return noResult;
  };

/**
 * What both targets lower alike: tfjs kernels that are right on both, compositions of them, and our kernels that both
 * have.
 */
export const baseTable = {
  input: (op, _, builder) => builder.feed(op.attributes.name, op.type),
  constant: (op, _, builder) => {
    const { values } = op.attributes;
    const count = elementCount(op.type.shape);
    const [first] = values;
    const filled =
      values.length === 1 && first !== undefined && count > 1 ? Array<number>(count).fill(first) : values;
    return builder.constant(filled, op.type.shape, op.type.dtype);
  },
  read: (op, _, builder) => builder.variable(op.attributes.variable, op.type),
  batch_size: (_, __, builder) => builder.scalar(builder.batch),

  neg: unary('Neg'),
  exp: unary('Exp'),
  log: unary('Log'),
  log1p: unary('Log1p'),
  expm1: unary('Expm1'),
  sqrt: unary('Sqrt'),
  rsqrt: unary('Rsqrt'),
  reciprocal: unary('Reciprocal'),
  square: unary('Square'),
  abs: unary('Abs'),
  sign: unary('Sign'),
  relu: unary('Relu'),
  sigmoid: unary('Sigmoid'),
  tanh: unary('Tanh'),
  softplus: unary('Softplus'),
  erf: unary('Erf'),

  add: binary('Add'),
  sub: binary('Sub'),
  mul: binary('Multiply'),
  div: binary('RealDiv'),
  pow: binary('Pow'),
  maximum: binary('Maximum'),
  minimum: binary('Minimum'),
  greater: binary('Greater'),
  greater_equal: binary('GreaterEqual'),
  equal: binary('Equal'),

  select: (op, inputs, builder) =>
    builder.tfjs(
      'Select',
      { condition: inputAt(inputs, 0), t: inputAt(inputs, 1), e: inputAt(inputs, 2) },
      op.type,
    ),
  cast,
  relu_grad: (op, inputs, builder) => builder.own('ReluGrad', inputs, op.type, {}),

  depthwise_conv2d_grad_input: (op, inputs, builder) =>
    builder.own(
      'DepthwiseConv2dGradInput',
      inputs,
      op.type,
      convAttributes(op.attributes, builder.typeOf(inputAt(inputs, 1))),
    ),
  depthwise_conv2d_grad_kernel: (op, inputs, builder) =>
    builder.own('DepthwiseConv2dGradKernel', inputs, op.type, convAttributes(op.attributes, op.type)),
  max_pool_grad: (op, inputs, builder) =>
    builder.own('MaxPoolGrad', inputs, op.type, poolAttributes(op.attributes)),
  avg_pool_grad: (op, inputs, builder) =>
    builder.own('AvgPoolGrad', inputs, op.type, poolAttributes(op.attributes)),

  reshape: (op, inputs, builder) => builder.reshape(only(inputs), op.type.shape),
  transpose,
  concat,
  slice: (op, inputs, builder) => {
    const x = only(inputs);
    if (elementCount(builder.typeOf(x).shape) === elementCount(op.type.shape)) return x;
    return builder.tfjs('Slice', { x }, op.type, { begin: op.attributes.begin, size: op.type.shape });
  },
  pad: (op, inputs, builder) => {
    const { padding, value } = op.attributes;
    return builder.tfjs('PadV2', { x: only(inputs) }, op.type, { paddings: padding, constantValue: value });
  },
  broadcast_to: broadcastTo,

  softmax: (op, inputs, builder) =>
    builder.tfjs('Softmax', { logits: only(inputs) }, op.type, { dim: op.type.shape.length - 1 }),
  one_hot: (op, inputs, builder) =>
    builder.tfjs('OneHot', { indices: only(inputs) }, op.type, {
      dtype: op.type.dtype,
      depth: op.attributes.depth,
      onValue: 1,
      offValue: 0,
    }),
  softmax_cross_entropy: softmaxCrossEntropy,
  sigmoid_cross_entropy: sigmoidCrossEntropy,

  random_uniform: (op, inputs, builder) =>
    builder.own('RandomUniform', inputs, op.type, { stream: op.attributes.stream }),

  assign: (op, inputs, builder) => {
    builder.update('Assign', inputs, op.attributes);
    return noResult;
  },
  apply_sgd: update<'apply_sgd'>((builder, operands, attributes) => {
    builder.update('ApplySgd', operands, attributes);
  }),
  apply_rmsprop: update<'apply_rmsprop'>((builder, operands, attributes) => {
    builder.update('ApplyRmsprop', operands, attributes);
  }),
  apply_adam: update<'apply_adam'>((builder, operands, attributes) => {
    builder.update('ApplyAdam', operands, attributes);
  }),
  apply_adagrad: update<'apply_adagrad'>((builder, operands, attributes) => {
    builder.update('ApplyAdagrad', operands, attributes);
  }),
  apply_adadelta: update<'apply_adadelta'>((builder, operands, attributes) => {
    builder.update('ApplyAdadelta', operands, attributes);
  }),
  apply_lion: update<'apply_lion'>((builder, operands, attributes) => {
    builder.update('ApplyLion', operands, attributes);
  }),
} satisfies Partial<LoweringTable>;
