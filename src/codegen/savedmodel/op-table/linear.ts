import { bool, string, type } from '../attributes.ts';
import type { LoweringTable } from '../lowering.ts';

const T = type('float32');
const data_format = string('NHWC');

export const linear: LoweringTable<'matmul' | 'bias_add' | 'bias_add_grad'> = {
  matmul: ({ attributes: { transposeA, transposeB } }, { add, operand }) =>
    add('MatMul', [operand(0), operand(1)], {
      T,
      transpose_a: bool(transposeA),
      transpose_b: bool(transposeB),
    }),

  bias_add: (_op, { add, operand }) => add('BiasAdd', [operand(0), operand(1)], { T, data_format }),

  bias_add_grad: (_op, { add, operand }) => add('BiasAddGrad', [operand(0)], { T, data_format }),
};
