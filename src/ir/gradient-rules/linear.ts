import type { GradientRule } from './gradient-rule.ts';
import type { GraphBuilder } from '../graph-builder.ts';
import type { Convolution2d, ValueId } from '../op-graph.ts';

const product = (
  b: GraphBuilder,
  left: ValueId,
  transposeA: boolean,
  right: ValueId,
  transposeB: boolean,
): ValueId => b.add('matmul', [left, right], { transposeA, transposeB });

/** y = op(a) · op(b): a gradient is a product of dy and the other operand, transposed to fit. */
export const matmul: GradientRule<'matmul'> = ({ builder, node, dy, operand }) => {
  const { transposeA, transposeB } = node.attributes;
  const [a, b] = [operand(0), operand(1)];
  return [
    () =>
      transposeA ? product(builder, b, transposeB, dy, true) : product(builder, dy, false, b, !transposeB),
    () =>
      transposeB ? product(builder, dy, true, a, transposeA) : product(builder, a, !transposeA, dy, false),
  ];
};

export const biasAdd: GradientRule<'bias_add'> = ({ builder, dy }) => [
  () => dy,
  () => builder.add('bias_add_grad', [dy], {}),
];

export const biasAddGrad: GradientRule<'bias_add_grad'> = ({ builder, dy, operand }) => [
  () => builder.broadcastTo(dy, builder.shape(operand(0))),
];

/** The rule of a convolution from the two ops that compute its gradients. */
const convolution =
  <K extends 'conv2d' | 'depthwise_conv2d'>(
    gradInput: `${K}_grad_input`,
    gradKernel: `${K}_grad_kernel`,
  ): GradientRule<'conv2d' | 'depthwise_conv2d'> =>
  ({ builder, node, dy, operand }) => {
    const [x, kernel] = [operand(0), operand(1)];
    const attributes: Convolution2d = node.attributes;
    return [
      () => builder.add(gradInput, [dy, kernel], attributes, builder.type(x)),
      () => builder.add(gradKernel, [x, dy], attributes, builder.type(kernel)),
    ];
  };

export const conv2d = convolution<'conv2d'>('conv2d_grad_input', 'conv2d_grad_kernel');

export const depthwiseConv2d = convolution<'depthwise_conv2d'>(
  'depthwise_conv2d_grad_input',
  'depthwise_conv2d_grad_kernel',
);

/** conv2d_grad_input is linear in dy and in the kernel: the gradients are the convolution it comes from, and that one's. */
export const conv2dGradInput: GradientRule<'conv2d_grad_input'> = ({ builder, node, dy, operand }) => {
  const [from, kernel] = [operand(0), operand(1)];
  return [
    () => builder.add('conv2d', [dy, kernel], node.attributes),
    () => builder.add('conv2d_grad_kernel', [dy, from], node.attributes, builder.type(kernel)),
  ];
};
