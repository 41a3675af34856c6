import { int, type } from '../attributes.ts';
import type { LoweringTable } from '../lowering.ts';

const T = type('float32');

export const classification: LoweringTable<
  'softmax' | 'one_hot' | 'softmax_cross_entropy' | 'sigmoid_cross_entropy'
> = {
  softmax: (_op, { add, operand }) => add('Softmax', [operand(0)], { T }),

  one_hot: ({ attributes: { depth } }, { writer, add, operand }) =>
    add('OneHot', [operand(0), writer.constant('int32', [], [depth]), writer.float(1), writer.float(0)], {
      T,
      TI: type('int32'),
      axis: int(-1),
    }),

  softmax_cross_entropy: (_op, { add, operand }) =>
    add('SoftmaxCrossEntropyWithLogits', [operand(0), operand(1)], { T }),

  sigmoid_cross_entropy: (_op, { add, operand }) => {
    const [logits, targets] = [operand(0), operand(1)];
    const linear = add('Sub', [add('Relu', [logits], { T }), add('Mul', [logits, targets], { T })], { T });
    const decay = add('Exp', [add('Neg', [add('Abs', [logits], { T })], { T })], { T });
    return add('AddV2', [linear, add('Log1p', [decay], { T })], { T });
  },
};
