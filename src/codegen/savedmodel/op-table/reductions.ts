import { bool, type } from '../attributes.ts';
import type { Lowering, LoweringTable } from '../lowering.ts';

type Kind = 'reduce_sum' | 'reduce_mean' | 'reduce_max';

const reduction =
  (name: string): Lowering<Kind> =>
  ({ attributes: { axes, keepDimensions } }, { writer, add, operand }) =>
    add(name, [operand(0), writer.ints(axes)], {
      T: type('float32'),
      Tidx: type('int32'),
      keep_dims: bool(keepDimensions),
    });

export const reductions: LoweringTable<Kind> = {
  reduce_sum: reduction('Sum'),
  reduce_mean: reduction('Mean'),
  reduce_max: reduction('Max'),
};
