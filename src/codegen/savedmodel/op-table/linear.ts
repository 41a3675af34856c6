import { bool, string, type } from '../attributes.ts';
import type { LoweringTable } from '../lowering.ts';

const data_format = string('NHWC');

export const linear: LoweringTable<'matmul' | 'bias_add' | 'bias_add_grad'> = {
  matmul: ({ type: { dtype }, attributes: { transposeA, transposeB } }, { add, operand }) =>
    add('MatMul', [operand(0), operand(1)], {
      T: type(dtype),
      transpose_a: bool(transposeA),
      transpose_b: bool(transposeB),
    }),

  bias_add: ({ type: { dtype } }, { add, operand }) =>
    add('BiasAdd', [operand(0), operand(1)], { T: type(dtype), data_format }),

  bias_add_grad: ({ type: { dtype } }, { add, operand }) =>
    add('BiasAddGrad', [operand(0)], { T: type(dtype), data_format }),
};
