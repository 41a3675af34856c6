import { describe, expect, it } from 'vitest';
import { graphFlops } from '../../src/ir/flops.ts';
import { addGradients } from '../../src/ir/gradients.ts';
import { GraphBuilder } from '../../src/ir/graph-builder.ts';
import { BATCH } from '../../src/ir/op-graph.ts';
import type { OpKind, ValueId } from '../../src/ir/op-graph.ts';
import { float32 } from '../../src/ir/tensor-type.ts';

const SAMPLES = 10;

/** Operations of one op on x [N, 8, 8, 4], or on a vector [N, 6], and of those that its gradient adds. */
function flopsOf(
  make: (b: GraphBuilder, image: ValueId, vector: ValueId) => ValueId,
): Partial<Record<OpKind, number>> {
  const b = new GraphBuilder({ path: 'test', file: 'test.net', line: 1 });
  const y = make(b, b.input('image', float32([BATCH, 8, 8, 4])), b.input('vector', float32([BATCH, 6])));
  const reads = new Set<ValueId>();
  for (let value = 0; value < b.length; value++) if (b.node(value).kind === 'read') reads.add(value);
  const axes = [...b.shape(y).keys()];
  addGradients(b, b.add('reduce_sum', [y], { axes, keepDimensions: false }), reads);
  const found: Partial<Record<OpKind, number>> = {};
  const { nodes } = b.finish('train', {});
  for (const [value, { kind }] of nodes.entries()) {
    const before = graphFlops(
      { name: 'train', nodes: nodes.slice(0, value), outputs: {}, updates: [] },
      SAMPLES,
    );
    const after = graphFlops(
      { name: 'train', nodes: nodes.slice(0, value + 1), outputs: {}, updates: [] },
      SAMPLES,
    );
    found[kind] = (found[kind] ?? 0) + after - before;
  }
  return found;
}

const plain = {
  strides: [1, 1],
  dilations: [1, 1],
  padding: [
    [0, 0],
    [0, 0],
  ],
} as const;

describe('operations', () => {
  it('of a product are two for each multiply-add', () => {
    const found = flopsOf((b, _, x) =>
      b.add('matmul', [x, b.read('w', [6, 5])], { transposeA: false, transposeB: false }),
    );
    // Forward, and the gradient of the weights; the input's is not made.
    expect(found.matmul).toBe(2 * (2 * SAMPLES * 6 * 5));
  });

  it('of a convolution are the same forward and backward', () => {
    const found = flopsOf((b, x) => b.add('conv2d', [x, b.read('k', [3, 3, 4, 7])], plain));
    const once = 2 * (SAMPLES * 6 * 6 * 7) * (3 * 3 * 4);
    expect([found.conv2d, found.conv2d_grad_kernel]).toEqual([once, once]);
  });

  it('of a depthwise convolution do not mix channels', () => {
    const found = flopsOf((b, x) => b.add('depthwise_conv2d', [x, b.read('k', [3, 3, 4, 2])], plain));
    const once = 2 * (SAMPLES * 6 * 6 * 8) * (3 * 3);
    expect([found.depthwise_conv2d, found.depthwise_conv2d_grad_kernel]).toEqual([once, once]);
  });

  it('of what only moves numbers are none', () => {
    const found = flopsOf((b, x) => b.reshape(b.add('bias_add', [x, b.read('b', [4])], {}), [BATCH, 256]));
    expect(found.reshape).toBe(0);
    expect(found.bias_add).toBe(SAMPLES * 8 * 8 * 4);
  });
});
