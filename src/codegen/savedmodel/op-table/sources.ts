import { bool, type } from '../attributes.ts';
import type { TensorName } from '../graph-writer.ts';
import type { LoweringContext, LoweringTable } from '../lowering.ts';

/** The number of samples, a float32 scalar. */
export const batchSize = ({ add, batch, once }: LoweringContext): TensorName =>
  once('batch_size', () =>
    add('Cast', [batch()], { SrcT: type('int32'), DstT: type('float32'), Truncate: bool(false) }),
  );

/** Where tensors come from: feeds, constants, variables, chance. */
export const sources: LoweringTable<'input' | 'constant' | 'read' | 'batch_size' | 'random_uniform'> = {
  input: ({ attributes: { name } }, { feed }) => feed(name),

  constant: ({ type: { dtype, shape }, attributes: { values } }, { writer }) =>
    writer.constant(dtype, shape, values),

  read: ({ attributes: { variable: path }, type: { dtype } }, { add, variable, held }) =>
    held(path) ?? add('ReadVariableOp', [variable(path)], { dtype: type(dtype) }),

  batch_size: (_op, context) => batchSize(context),

  random_uniform: (op, { writer, add, operand, shape }) => {
    const { stream } = op.attributes;
    const seed = add('AddV2', [operand(0), writer.ints([stream, 0])], { T: type('int32') });
    return add('StatelessRandomUniform', [shape(op.type.shape), seed], {
      dtype: type('float32'),
      T: type('int32'),
      Tseed: type('int32'),
    });
  },
};
