import { baseTable } from './base-table.ts';
import { both, inputAt, only } from './lowering-table.ts';
import type { Lowering, LoweringTable } from './lowering-table.ts';
import { convAttributes, tfjsConvolution, tfjsPooling } from './window-attributes.ts';

const reduction =
  (kernel: string, axesName: string): Lowering<'reduce_sum' | 'reduce_mean' | 'reduce_max'> =>
  (op, inputs, builder) => {
    const { axes, keepDimensions } = op.attributes;
    if (axes.length === 0) return only(inputs);
    return builder.tfjs(kernel, { x: only(inputs) }, op.type, {
      [axesName]: axes,
      keepDims: keepDimensions,
    });
  };

const conv2d: Lowering<'conv2d'> = (op, inputs, builder) => {
  const [x, filter] = both(inputs);
  return builder.tfjs('Conv2D', { x, filter }, op.type, tfjsConvolution(op.attributes));
};

/** tfjs's refuses to stride and dilate at once. */
const depthwiseConv2d: Lowering<'depthwise_conv2d'> = (op, inputs, builder) => {
  const [x, filter] = both(inputs);
  const { strides, dilations } = op.attributes;
  if (Math.max(...strides) > 1 && Math.max(...dilations) > 1) {
    const attributes = convAttributes(op.attributes, builder.typeOf(filter));
    return builder.own('DepthwiseConv2d', inputs, op.type, attributes);
  }
  return builder.tfjs('DepthwiseConv2dNative', { x, filter }, op.type, tfjsConvolution(op.attributes));
};

const pooling =
  (kernel: string): Lowering<'max_pool' | 'avg_pool'> =>
  (op, inputs, builder) =>
    builder.tfjs(kernel, { x: only(inputs) }, op.type, tfjsPooling(op.attributes));

const matmul: Lowering<'matmul'> = (op, inputs, builder) => {
  const batched = (slot: number): number => builder.reshape(slot, [1, ...builder.typeOf(slot).shape]);
  const [a, b] = both(inputs);
  const product = builder.tfjs(
    'BatchMatMul',
    { a: batched(a), b: batched(b) },
    { dtype: op.type.dtype, shape: [1, ...op.type.shape] },
    { transposeA: op.attributes.transposeA, transposeB: op.attributes.transposeB },
  );
  return builder.reshape(product, op.type.shape);
};

/** All dimensions but the last. */
const leading = (rank: number): number[] => Array.from({ length: rank - 1 }, (_, axis) => axis);

/**
 * tfjs's plain kernels. Ours stand in for the gradients of convolutions, which tfjs does not dilate, and of
 * pooling, which tfjs gets wrong with padding.
 */
export const cpuTable: LoweringTable = {
  ...baseTable,
  matmul,
  bias_add: (op, inputs, builder) => {
    const [a, b] = both(inputs);
    return builder.tfjs('Add', { a, b }, op.type);
  },
  bias_add_grad: (op, inputs, builder) => {
    const x = only(inputs);
    const axis = leading(builder.typeOf(x).shape.length);
    return axis.length === 0 ? x : builder.tfjs('Sum', { x }, op.type, { axis, keepDims: false });
  },
  conv2d,
  conv2d_grad_input: (op, inputs, builder) =>
    builder.own(
      'Conv2dGradInput',
      inputs,
      op.type,
      convAttributes(op.attributes, builder.typeOf(inputAt(inputs, 1))),
    ),
  conv2d_grad_kernel: (op, inputs, builder) =>
    builder.own('Conv2dGradKernel', inputs, op.type, convAttributes(op.attributes, op.type)),
  depthwise_conv2d: depthwiseConv2d,
  max_pool: pooling('MaxPool'),
  avg_pool: pooling('AvgPool'),
  reduce_sum: reduction('Sum', 'axis'),
  reduce_mean: reduction('Mean', 'axis'),
  reduce_max: reduction('Max', 'reductionIndices'),
} satisfies LoweringTable;
