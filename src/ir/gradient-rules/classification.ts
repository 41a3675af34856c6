import type { GradientRule } from './gradient-rule.ts';

/** (dy − Σ dy·y) · y over the last axis. */
export const softmax: GradientRule<'softmax'> = ({ builder, y, dy }) => [
  () => {
    const axes = [builder.shape(y).length - 1];
    const total = builder.add('reduce_sum', [builder.binary('mul', dy, y)], { axes, keepDimensions: true });
    return builder.binary('mul', builder.binary('sub', dy, total), y);
  },
];

/** softmax(logits) − targets, for targets that sum to 1. */
export const softmaxCrossEntropy: GradientRule<'softmax_cross_entropy'> = ({ builder, dy, operand }) => [
  () => {
    const [logits, targets] = [operand(0), operand(1)];
    const difference = builder.binary('sub', builder.add('softmax', [logits], {}), targets);
    return builder.binary('mul', difference, builder.reshape(dy, [...builder.shape(dy), 1]));
  },
  null,
];

/** sigmoid(logits) − targets. */
export const sigmoidCrossEntropy: GradientRule<'sigmoid_cross_entropy'> = ({ builder, dy, operand }) => [
  () => {
    const difference = builder.binary('sub', builder.unary('sigmoid', operand(0)), operand(1));
    return builder.binary('mul', difference, dy);
  },
  null,
];
