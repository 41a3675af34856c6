import type { GradientRule } from './gradient-rule.ts';

/** Ioffe and Szegedy 2015, section 3: the moments depend on x as well. */
export const batchNorm: GradientRule<'batch_norm'> = ({ builder, node, dy, operand }) => {
  const operands = [operand(0), dy, operand(1)];
  return [
    () => builder.add('batch_norm_grad_input', operands, node.attributes),
    () => builder.add('batch_norm_grad_gamma', operands, node.attributes),
    () => builder.add('batch_norm_grad_beta', operands, node.attributes),
  ];
};
