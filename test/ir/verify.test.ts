import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../src/ir/graph-builder.ts';
import { OpTypeError } from '../../src/ir/type-rules/rule.ts';
import { float32 } from '../../src/ir/tensor-type.ts';
import { verifyGraph } from '../../src/ir/verify.ts';
import type { OpGraph } from '../../src/ir/op-graph.ts';

const origin = { path: 'test', file: 'test.net', line: 1 };
const plain = { transposeA: false, transposeB: false };

/** x · w, and w moved by its own value. */
function step(): { builder: GraphBuilder; x: number; w: number; y: number } {
  const builder = new GraphBuilder(origin);
  const x = builder.input('x', float32([2, 3]));
  const w = builder.read('w', [3, 4]);
  return { builder, x, w, y: builder.add('matmul', [x, w], plain) };
}

const variables = [{ path: 'w', shape: [3, 4] }];

describe('verifyGraph', () => {
  it('has nothing to say about a sound graph', () => {
    const { builder, w, y } = step();
    const update = builder.add('assign', [builder.unary('neg', w)], { variable: 'w' });
    expect(verifyGraph(builder.finish('train', { y }, [update]), variables)).toEqual([]);
  });

  it.each<[string, (graph: OpGraph) => OpGraph, string]>([
    ['an operand that comes later', (g) => ({ ...g, nodes: g.nodes.toReversed() }), 'not computed before it'],
    [
      'a type that does not follow',
      (g) => ({
        ...g,
        nodes: g.nodes.map((node, i) => (i === 2 ? { ...node, type: float32([2, 5]) } : node)),
      }),
      '%2 matmul(float32[2, 3], float32[3, 4]): gives float32[2, 4], not float32[2, 5]',
    ],
    ['an output that is no value', (g) => ({ ...g, outputs: { y: 9 } }), 'The output y is %9'],
    ['an update that changes nothing', (g) => ({ ...g, updates: [2] }), 'The update %2 changes nothing'],
  ])('finds %s', (_, spoil, message) => {
    const { builder, y } = step();
    expect(verifyGraph(spoil(builder.finish('train', { y }))).join('\n')).toContain(message);
  });

  it('finds effects outside of training and undeclared ones', () => {
    const { builder, w, y } = step();
    builder.add('assign', [w], { variable: 'w' });
    const problems = verifyGraph(builder.finish('evaluate', { y })).join('\n');
    expect(problems).toContain('changes a variable outside of training');
    expect(problems).toContain("is not one of the graph's updates");
  });

  it('finds a variable that changes twice, or is used after it has changed', () => {
    const { builder, w, y } = step();
    const first = builder.add('assign', [w], { variable: 'w' });
    const second = builder.add('assign', [builder.unary('neg', w)], { variable: 'w' });
    const problems = verifyGraph(builder.finish('train', { y }, [first, second])).join('\n');
    expect(problems).toContain('changes w a second time');
    const { builder: other, w: read, y: used } = step();
    const update = other.add('assign', [read], { variable: 'w' });
    const late = other.unary('exp', read);
    expect(verifyGraph(other.finish('train', { used, late }, [update])).join('\n')).toContain(
      'uses w after %3 has changed it',
    );
  });

  it('finds unknown variables and wrong shapes', () => {
    const { builder, y } = step();
    const graph = builder.finish('predict', { y });
    expect(verifyGraph(graph, []).join()).toContain('unknown variable w');
    expect(verifyGraph(graph, [{ path: 'w', shape: [4, 3] }]).join()).toContain(
      'w is [4, 3], not float32[3, 4]',
    );
  });
});

describe('GraphBuilder', () => {
  it.each<[string, (b: GraphBuilder, x: number) => unknown, string]>([
    ['inner sizes that differ', (b, x) => b.add('matmul', [x, x], plain), 'inner sizes differ'],
    ['shapes that do not broadcast', (b, x) => b.binary('add', x, b.read('v', [4])), 'do not broadcast'],
    ['a missing operand', (b, x) => b.add('add', [x], {}), 'takes 2 operands'],
    ['a reshape to more', (b, x) => b.reshape(x, [7]), 'element counts differ'],
    ['a slice that sticks out', (b, x) => b.add('slice', [x], { begin: [1, 1] }, float32([1, 3])), 'axis 1'],
    ['too many constants', (b) => b.add('constant', [], { values: [1, 2] }, float32([])), '2 values'],
    [
      'a window that is too large',
      (b) => {
        const image = b.read('image', [1, 2, 2, 1]);
        return b.add('max_pool', [image], {
          window: [3, 3],
          strides: [1, 1],
          padding: [
            [0, 0],
            [0, 0],
          ],
        });
      },
      'larger than the image',
    ],
  ])('refuses %s', (_, make, message) => {
    const { builder, x } = step();
    expect(() => make(builder, x)).toThrow(OpTypeError);
    expect(() => make(builder, x)).toThrow(message);
  });

  it('reads a variable once', () => {
    const { builder, w } = step();
    expect(builder.read('w', [3, 4])).toBe(w);
  });
});
