import { BATCH } from '../op-graph.ts';
import { reduceTo } from './gradient-rule.ts';
import type { GradientRule } from './gradient-rule.ts';

export const reshape: GradientRule<'reshape'> = ({ builder, dy, operand }) => [
  () => builder.reshape(dy, builder.shape(operand(0))),
];

export const transpose: GradientRule<'transpose'> = ({ builder, node, dy }) => [
  () => {
    const { permutation } = node.attributes;
    return builder.add('transpose', [dy], {
      permutation: permutation.map((_, axis) => permutation.indexOf(axis)),
    });
  },
];

export const broadcastTo: GradientRule<'broadcast_to'> = ({ builder, dy, operand }) => [
  () => reduceTo(builder, dy, builder.shape(operand(0))),
];

/** Each operand gets its part of dy. */
export const concat: GradientRule<'concat'> = ({ builder, node, dy, operand }) => {
  const { axis } = node.attributes;
  let end = 0;
  return node.inputs.map((_, index) => {
    const type = builder.type(operand(index));
    const start = end;
    end += type.shape[axis] ?? 0;
    const begin = type.shape.map((_size, at) => (at === axis ? start : 0));
    return () => builder.add('slice', [dy], { begin }, type);
  });
};

/** Zeros around dy where the slice left something out. */
export const slice: GradientRule<'slice'> = ({ builder, node, dy, operand }) => [
  () => {
    const part = builder.shape(dy);
    const padding = builder.shape(operand(0)).map((size, axis): readonly [number, number] => {
      if (size === BATCH) return [0, 0];
      const before = node.attributes.begin[axis] ?? 0;
      return [before, size - before - (part[axis] ?? 0)];
    });
    return builder.add('pad', [dy], { padding, value: 0 });
  },
];

export const pad: GradientRule<'pad'> = ({ builder, node, dy, operand }) => [
  () => {
    const begin = node.attributes.padding.map(([before]) => before);
    return builder.add('slice', [dy], { begin }, builder.type(operand(0)));
  },
];
