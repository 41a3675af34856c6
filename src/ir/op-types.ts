import { BATCH } from './op-graph.ts';
import type {
  BinaryKind,
  ComparisonKind,
  OpAttributes,
  OpKind,
  Reduction,
  TensorType,
  UnaryKind,
  WeightUpdate,
} from './op-graph.ts';
import { broadcastShapes, float32, formatType, sameShape, sameType } from './tensor-type.ts';
import {
  OpTypeError,
  allFloat32,
  axis,
  count,
  expectShape,
  fail,
  given,
  oneFloat,
  operand,
  rank,
} from './type-rules/rule.ts';
import type { TypeRule } from './type-rules/rule.ts';
import { convolution, gradInput, gradKernel, pooling } from './type-rules/windows.ts';

/** The type of an op's result. @throws OpTypeError where operands, attributes or the declared type do not fit. */
export function inferType<K extends OpKind>(
  kind: K,
  inputs: readonly TensorType[],
  attributes: OpAttributes[K],
  declared?: TensorType,
): TensorType {
  try {
    const type = typeRules[kind](inputs, attributes, declared);
    if (declared !== undefined && !sameType(type, declared)) {
      fail(`gives ${formatType(type)}, not ${formatType(declared)}`);
    }
    return type;
  } catch (error) {
    if (!(error instanceof OpTypeError)) throw error;
    throw new OpTypeError(`${kind}(${inputs.map(formatType).join(', ')}): ${error.message}`);
  }
}

const source = (inputs: readonly TensorType[], _: unknown, declared: TensorType | undefined): TensorType => {
  count(inputs, 0);
  return given(declared);
};

const unary: TypeRule<UnaryKind> = (inputs) => {
  count(inputs, 1);
  oneFloat(inputs);
  return operand(inputs, 0);
};

function broadcast(inputs: readonly TensorType[]): readonly number[] {
  count(inputs, 2);
  const [a, b] = [operand(inputs, 0), operand(inputs, 1)];
  if (a.dtype !== b.dtype) fail('dtypes differ');
  return broadcastShapes(a.shape, b.shape) ?? fail('shapes do not broadcast');
}

const binary: TypeRule<BinaryKind> = (inputs) => ({ dtype: oneFloat(inputs), shape: broadcast(inputs) });

const comparison: TypeRule<ComparisonKind> = (inputs) => ({ dtype: 'bool', shape: broadcast(inputs) });

const reduction = (inputs: readonly TensorType[], { axes, keepDimensions }: Reduction): TensorType => {
  count(inputs, 1);
  allFloat32(inputs);
  const { shape } = operand(inputs, 0);
  for (const [index, reduced] of axes.entries()) {
    if (axis(shape, reduced) === 0 || reduced <= (axes[index - 1] ?? -1)) fail('axes are not in order');
  }
  return float32(
    shape.flatMap((size, index) => (axes.includes(index) ? (keepDimensions ? [1] : []) : [size])),
  );
};

/** What each channel has one of is float32, whatever the image is. */
function channelwise(type: TensorType, x: TensorType): void {
  allFloat32([type]);
  expectShape(type, x.shape.slice(-1));
}

const moment: TypeRule<'batch_mean' | 'batch_variance'> = (inputs) => {
  count(inputs, 1);
  oneFloat(inputs);
  return float32(operand(inputs, 0).shape.slice(-1));
};

/** The type of the image that is differentiated by. */
function batchNormGradient(inputs: readonly TensorType[]): TensorType {
  count(inputs, 3);
  oneFloat(inputs.slice(0, 2));
  const x = operand(inputs, 0);
  expectShape(operand(inputs, 1), x.shape);
  channelwise(operand(inputs, 2), x);
  return x;
}

const sameOperands: TypeRule<'relu_grad' | 'sigmoid_cross_entropy'> = (inputs) => {
  count(inputs, 2);
  oneFloat(inputs);
  expectShape(operand(inputs, 1), operand(inputs, 0).shape);
  return operand(inputs, 0);
};

/** Effects give a scalar that only says that they happened. `scalars` operands stand before the gradient. */
const effect = (inputs: readonly TensorType[], scalars: number): TensorType => {
  count(inputs, scalars + 1);
  allFloat32(inputs);
  for (const type of inputs.slice(0, scalars)) rank(type, 0);
  return float32([]);
};

/** An optimiser's update: `scalars` operands, one more where there is an average, and the gradient. */
const update =
  (scalars: number) =>
  (inputs: readonly TensorType[], { average }: WeightUpdate): TensorType =>
    effect(inputs, average === null ? scalars : scalars + 1);

/** How many numbers, apart from the batch: [batches, the rest]. */
function volume(shape: readonly number[]): readonly [number, number] {
  const fixed = shape.filter((size) => size !== BATCH);
  return [shape.length - fixed.length, fixed.reduce((product, size) => product * size, 1)];
}

// --- the table ------------------------------------------------------------------------------------------------

const typeRules: { readonly [K in OpKind]: TypeRule<K> } = {
  input: source,
  constant: (inputs, { values }, declared) => {
    const type = source(inputs, undefined, declared);
    const [batches, size] = volume(type.shape);
    if (batches > 0 || values.length !== size) fail(`${values.length} values for ${formatType(type)}`);
    return type;
  },
  read: source,
  batch_size: (inputs) => {
    count(inputs, 0);
    return float32([]);
  },

  neg: unary,
  exp: unary,
  log: unary,
  log1p: unary,
  expm1: unary,
  sqrt: unary,
  rsqrt: unary,
  reciprocal: unary,
  square: unary,
  abs: unary,
  sign: unary,
  relu: unary,
  sigmoid: unary,
  tanh: unary,
  softplus: unary,
  erf: unary,

  add: binary,
  sub: binary,
  mul: binary,
  div: binary,
  pow: binary,
  maximum: binary,
  minimum: binary,

  greater: comparison,
  greater_equal: comparison,
  equal: comparison,

  select: (inputs) => {
    count(inputs, 3);
    const [condition, a, b] = [operand(inputs, 0), operand(inputs, 1), operand(inputs, 2)];
    if (condition.dtype !== 'bool') fail('the condition is not bool');
    if (a.dtype !== b.dtype) fail('dtypes differ');
    expectShape(a, condition.shape);
    expectShape(b, condition.shape);
    return a;
  },
  cast: (inputs, _, declared) => {
    count(inputs, 1);
    return { dtype: given(declared).dtype, shape: operand(inputs, 0).shape };
  },
  relu_grad: sameOperands,

  matmul: (inputs, { transposeA, transposeB }) => {
    count(inputs, 2);
    const dtype = oneFloat(inputs);
    const a = rank(operand(inputs, 0), 2);
    const b = rank(operand(inputs, 1), 2);
    if (axis(a, transposeA ? 0 : 1) !== axis(b, transposeB ? 1 : 0)) fail('inner sizes differ');
    return { dtype, shape: [axis(a, transposeA ? 1 : 0), axis(b, transposeB ? 0 : 1)] };
  },
  bias_add: (inputs) => {
    count(inputs, 2);
    oneFloat(inputs);
    const x = operand(inputs, 0);
    expectShape(operand(inputs, 1), x.shape.slice(-1));
    return x;
  },
  bias_add_grad: (inputs) => {
    count(inputs, 1);
    return { dtype: oneFloat(inputs), shape: operand(inputs, 0).shape.slice(-1) };
  },
  conv2d: convolution(false),
  conv2d_grad_input: gradInput(false),
  conv2d_grad_kernel: gradKernel(false),
  depthwise_conv2d: convolution(true),
  depthwise_conv2d_grad_input: gradInput(true),
  depthwise_conv2d_grad_kernel: gradKernel(true),

  max_pool: pooling,
  max_pool_grad: (inputs, attributes) => {
    count(inputs, 3);
    oneFloat(inputs);
    const x = operand(inputs, 0);
    const { shape } = pooling([x], attributes, undefined);
    expectShape(operand(inputs, 1), shape);
    expectShape(operand(inputs, 2), shape);
    return x;
  },
  avg_pool: pooling,
  avg_pool_grad: (inputs, attributes, declared) => {
    count(inputs, 1);
    const { shape } = given(declared);
    const dtype = oneFloat(inputs);
    expectShape(operand(inputs, 0), pooling([{ dtype, shape }], attributes, undefined).shape);
    return { dtype, shape };
  },

  batch_norm: (inputs) => {
    count(inputs, 3);
    const x = operand(inputs, 0);
    oneFloat([x]);
    for (const parameter of inputs.slice(1)) channelwise(parameter, x);
    return x;
  },
  batch_mean: moment,
  batch_variance: moment,
  batch_norm_grad_input: (inputs) => batchNormGradient(inputs),
  batch_norm_grad_gamma: (inputs) => float32(batchNormGradient(inputs).shape.slice(-1)),
  batch_norm_grad_beta: (inputs) => float32(batchNormGradient(inputs).shape.slice(-1)),

  reduce_sum: reduction,
  reduce_mean: reduction,
  reduce_max: reduction,

  reshape: (inputs, _, declared) => {
    count(inputs, 1);
    const x = operand(inputs, 0);
    const { shape } = given(declared);
    const [before, after] = [volume(x.shape), volume(shape)];
    if (before[0] !== after[0] || before[1] !== after[1]) fail('element counts differ');
    return { dtype: x.dtype, shape };
  },
  transpose: (inputs, { permutation }) => {
    count(inputs, 1);
    const { dtype, shape } = operand(inputs, 0);
    if (
      !sameShape(
        permutation.toSorted((a, b) => a - b),
        [...shape.keys()],
      )
    )
      fail('not a permutation');
    return { dtype, shape: permutation.map((from) => axis(shape, from)) };
  },
  concat: (inputs, attributes) => {
    const first = operand(inputs, 0);
    let size = 0;
    for (const { dtype, shape } of inputs) {
      if (
        dtype !== first.dtype ||
        !sameShape(shape.with(attributes.axis, 0), first.shape.with(attributes.axis, 0))
      ) {
        fail('operands differ outside of the axis');
      }
      if (axis(shape, attributes.axis) === BATCH) fail('joins along the batch');
      size += axis(shape, attributes.axis);
    }
    return { dtype: first.dtype, shape: first.shape.with(attributes.axis, size) };
  },
  slice: (inputs, { begin }, declared) => {
    count(inputs, 1);
    const { dtype, shape } = operand(inputs, 0);
    const result = given(declared).shape;
    if (begin.length !== shape.length || result.length !== shape.length) fail('ranks differ');
    for (const [index, size] of shape.entries()) {
      const from = axis(begin, index);
      const length = axis(result, index);
      const fits =
        size === BATCH ? from === 0 && length === BATCH : from >= 0 && length > 0 && from + length <= size;
      if (!fits) fail(`does not fit on axis ${index}`);
    }
    return { dtype, shape: result };
  },
  pad: (inputs, { padding }) => {
    count(inputs, 1);
    const { dtype, shape } = operand(inputs, 0);
    if (padding.length !== shape.length) fail('one pair for each axis');
    const padded = shape.map((size, index) => {
      const [before, after] = padding[index] ?? [0, 0];
      if (size === BATCH && before + after > 0) fail('pads the batch');
      return size + before + after;
    });
    return { dtype, shape: padded };
  },
  broadcast_to: (inputs, _, declared) => {
    count(inputs, 1);
    const { dtype, shape } = operand(inputs, 0);
    const result = given(declared).shape;
    if (!sameShape(broadcastShapes(shape, result) ?? [0], result)) fail('does not broadcast');
    return { dtype, shape: result };
  },

  softmax: (inputs) => {
    count(inputs, 1);
    allFloat32(inputs);
    if (operand(inputs, 0).shape.length === 0) fail('takes at least one axis');
    return operand(inputs, 0);
  },
  one_hot: (inputs, { depth }) => {
    count(inputs, 1);
    const indices = operand(inputs, 0);
    if (indices.dtype !== 'int32') fail('takes int32');
    return float32([...rank(indices, 1), depth]);
  },
  softmax_cross_entropy: (inputs) => {
    count(inputs, 2);
    allFloat32(inputs);
    const logits = rank(operand(inputs, 0), 2);
    expectShape(operand(inputs, 1), logits);
    return float32(logits.slice(0, 1));
  },
  sigmoid_cross_entropy: sameOperands,

  random_uniform: (inputs, _, declared) => {
    count(inputs, 1);
    const seed = operand(inputs, 0);
    if (seed.dtype !== 'int32') fail('the seed is not int32');
    expectShape(seed, [2]);
    return float32(given(declared).shape);
  },

  assign: (inputs) => effect(inputs, 0),
  apply_sgd: update(1),
  apply_rmsprop: update(1),
  apply_adam: update(3),
  apply_adagrad: update(1),
  apply_adadelta: update(1),
  apply_lion: update(1),
};
