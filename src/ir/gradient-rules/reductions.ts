import type { GradientRule } from './gradient-rule.ts';
import { divideByCount, expandTo, withOnes } from './gradient-rule.ts';
import { float32 } from '../tensor-type.ts';

export const reduceSum: GradientRule<'reduce_sum'> = ({ builder, node, dy, operand }) => [
  () => expandTo(builder, dy, builder.shape(operand(0)), node.attributes.axes),
];

export const reduceMean: GradientRule<'reduce_mean'> = ({ builder, node, dy, operand }) => [
  () => {
    const shape = builder.shape(operand(0));
    const { axes } = node.attributes;
    return expandTo(builder, divideByCount(builder, dy, shape, axes), shape, axes);
  },
];

/** Equal maxima share the gradient, as in TensorFlow. */
export const reduceMax: GradientRule<'reduce_max'> = ({ builder, node, y, dy, operand }) => [
  () => {
    const x = operand(0);
    const shape = builder.shape(x);
    const { axes } = node.attributes;
    const kept = withOnes(shape, axes);
    const isMaximum = builder.add('equal', [x, builder.reshape(y, kept)], {});
    const winners = builder.add('cast', [isMaximum], {}, float32(shape));
    const count = builder.add('reduce_sum', [winners], { axes, keepDimensions: true });
    const share = builder.binary('div', builder.reshape(dy, kept), count);
    return builder.binary('mul', winners, share);
  },
];
