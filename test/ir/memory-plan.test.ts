import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../src/ir/graph-builder.ts';
import { lastUses, peakBytes, releases, storage } from '../../src/ir/memory-plan.ts';
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

  it('releases each memory once, after its last use', () => {
    expect(releases(chain())).toEqual([[], [], [], [1], [0, 4]]);
  });

  it('counts what is alive at once', () => {
    // Before %3 is done: the input, the exponential and the result; the reshape has no memory of its own.
    expect(peakBytes(chain(), 10)).toBe(3 * 10 * 4 * 4);
  });

  it('does not count variables or effects', () => {
    const b = new GraphBuilder({ path: 'test', file: 'test.net', line: 1 });
    const w = b.read('w', [100]);
    const negative = b.unary('neg', w);
    const update = b.add('assign', [negative], { variable: 'w' });
    const graph = b.finish('train', {}, [update]);
    expect(peakBytes(graph, 1)).toBe(400);
    expect(releases(graph)).toEqual([[], [], [1, 2]]);
  });
});
