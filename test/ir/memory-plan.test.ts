import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../src/ir/graph-builder.ts';
import { lastUses, storage } from '../../src/ir/memory-plan.ts';
import { BATCH } from '../../src/ir/op-graph.ts';
import type { OpGraph } from '../../src/ir/op-graph.ts';
import { float32 } from '../../src/ir/tensor-type.ts';

/** %0 input, %1 = exp, %2 = reshape of %1, %3 = neg of %2, %4 = mul(%0, %0), output %3. */
function chain(): OpGraph {
  const b = new GraphBuilder({ path: 'test', file: 'test.net', line: 1 });
  const x = b.input('x', float32([BATCH, 4]));
  const reshaped = b.reshape(b.unary('exp', x), [BATCH, 2, 2]);
  const y = b.unary('neg', reshaped);
  b.binary('mul', x, x);
  return b.finish('predict', { y });
}

describe('the memory plan', () => {
  it('sees a reshape as its operand', () => {
    expect(storage(chain())).toEqual([0, 1, 1, 3, 4]);
  });

  it('holds values to their last use, through views and to the end where a run gives them back', () => {
    expect(lastUses(chain())).toEqual([4, 3, 3, 5, 4]);
  });
});
