import type { ValueId } from '../op-graph.ts';
import type { GradientRule } from './gradient-rule.ts';

/** (dy − Σ dy·y) · y over the last axis. */
export const softmax: GradientRule<'softmax'> = ({ builder, y, dy }) => [
  () => {
    const axes = [builder.shape(y).length - 1];
    const total = builder.add('reduce_sum', [builder.binary('mul', dy, y)], { axes, keepDimensions: true });
    return builder.binary('mul', builder.binary('sub', dy, total), y);
  },
];

/** (softmax(logits) − targets) · dy for targets that sum to 1, and −log softmax(logits) · dy. */
export const softmaxCrossEntropy: GradientRule<'softmax_cross_entropy'> = ({ builder, dy, operand }) => {
  const [logits, targets] = [operand(0), operand(1)];
  const perClass = (): ValueId => builder.reshape(dy, [...builder.shape(dy), 1]);
  const probabilities = (): ValueId => builder.add('softmax', [logits], {});
  return [
    () => builder.binary('mul', builder.binary('sub', probabilities(), targets), perClass()),
    () => builder.unary('neg', builder.binary('mul', builder.unary('log', probabilities()), perClass())),
  ];
};

/** (sigmoid(logits) − targets) · dy, and −logits · dy. */
export const sigmoidCrossEntropy: GradientRule<'sigmoid_cross_entropy'> = ({ builder, dy, operand }) => {
  const [logits, targets] = [operand(0), operand(1)];
  return [
    () => builder.binary('mul', builder.binary('sub', builder.unary('sigmoid', logits), targets), dy),
    () => builder.unary('neg', builder.binary('mul', logits, dy)),
  ];
};
