import { last, type LoweringTable, type PredictingOp } from '../lowering.ts';
import { elementwise } from './elementwise.ts';
import { reductions } from './reductions.ts';
import { shapeOps } from './shape.ts';
import { windows } from './windows.ts';

/** How each op that predicts is written; one without an entry does not compile. */
export const lowerings: LoweringTable<PredictingOp> = {
  input: ({ attributes: { name } }, { feed }) => last(feed(name)),
  // The first size of what is fed, as a number of its own.
  batch_size: (_op, { add, feed, writer }) => {
    const size = add('Shape', [feed('')], { start: 0, end: 1 });
    return last(add('Cast', [add('Reshape', [size, writer.ints([])])], { to: 1 }));
  },
  ...elementwise,
  ...windows,
  ...reductions,
  ...shapeOps,
};
