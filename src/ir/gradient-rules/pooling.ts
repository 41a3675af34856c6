import type { GradientRule } from './gradient-rule.ts';

export const maxPool: GradientRule<'max_pool'> = ({ builder, node, y, dy, operand }) => [
  () => builder.add('max_pool_grad', [operand(0), y, dy], node.attributes),
];

export const avgPool: GradientRule<'avg_pool'> = ({ builder, node, dy, operand }) => [
  () => builder.add('avg_pool_grad', [dy], node.attributes, builder.type(operand(0))),
];
