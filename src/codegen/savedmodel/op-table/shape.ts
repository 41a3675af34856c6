import { int, type } from '../attributes.ts';
import type { LoweringTable } from '../lowering.ts';
import { pad, slice } from '../pieces.ts';

/** Ops that move elements about. */
export const shapeOps: LoweringTable<'reshape' | 'transpose' | 'concat' | 'slice' | 'pad' | 'broadcast_to'> =
  {
    // TensorFlow takes −1 for the one size that the others leave open, which is what BATCH is.
    reshape: ({ type: { dtype, shape } }, { writer, add, operand }) =>
      add('Reshape', [operand(0), writer.ints(shape)], { T: type(dtype), Tshape: type('int32') }),

    transpose: ({ type: { dtype }, attributes: { permutation } }, { writer, add, operand }) =>
      add('Transpose', [operand(0), writer.ints(permutation)], { T: type(dtype), Tperm: type('int32') }),

    concat: ({ type: { dtype }, attributes: { axis } }, { writer, add, inputs, operand }) =>
      inputs.length === 1
        ? add('Identity', [operand(0)], { T: type(dtype) })
        : add('ConcatV2', [...inputs, writer.constant('int32', [], [axis])], {
            T: type(dtype),
            N: int(inputs.length),
            Tidx: type('int32'),
          }),

    slice: ({ type: { dtype, shape }, attributes: { begin } }, context) =>
      slice(context, context.operand(0), dtype, begin, shape),

    pad: ({ type: { dtype }, attributes: { padding, value } }, context) =>
      pad(context, context.operand(0), dtype, padding, value),

    broadcast_to: ({ type: { dtype, shape } }, context) =>
      context.add('BroadcastTo', [context.operand(0), context.shape(shape)], {
        T: type(dtype),
        Tidx: type('int32'),
      }),
  };
