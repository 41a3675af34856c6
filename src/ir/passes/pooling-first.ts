import type { AnyOp, ValueId } from '../op-graph.ts';
import { elements } from '../tensor-type.ts';
import { rebuild, useCounts } from './pass.ts';
import type { Pass } from './pass.ts';

/**
 * Max pooling before what keeps the order of numbers: the largest of relu(x + bias) is relu of the largest x, plus bias.
 * The rest, and its gradient, then has a quarter of the work behind a 2×2 pool. Run before gradients are made.
 */
export const poolingFirst: Pass = {
  name: 'pooling-first',
  run: (graph) => {
    const uses = useCounts(graph);
    return rebuild(graph, (builder, node, old) => {
      if (node.kind !== 'max_pool' || !shrinks(graph.nodes, old)) return builder.append(node);
      // The ops between the pool and what it will read, last first; each must have no other use.
      const moved: AnyOp[] = [];
      let source = graph.nodes[old]?.inputs[0] ?? 0;
      let value = node.inputs[0] ?? 0;
      while (keepsOrder(builder.node(value)) && uses[source] === 1) {
        const op = builder.node(value);
        moved.push(op);
        source = graph.nodes[source]?.inputs[0] ?? 0;
        value = op.inputs[0] ?? 0;
      }
      builder.origin = node.origin;
      let result: ValueId = builder.add('max_pool', [value], node.attributes);
      for (const op of moved.toReversed()) {
        builder.origin = op.origin;
        const bias = op.inputs[1];
        result =
          bias === undefined
            ? builder.add('relu', [result], {})
            : builder.add('bias_add', [result, bias], {});
      }
      return result;
    });
  },
};

function keepsOrder(node: AnyOp): boolean {
  return node.kind === 'relu' || node.kind === 'bias_add';
}

function shrinks(nodes: readonly AnyOp[], pool: ValueId): boolean {
  const node = nodes[pool];
  const input = nodes[node?.inputs[0] ?? -1];
  if (node === undefined || input === undefined) return false;
  return elements(node.type.shape, 1) < elements(input.type.shape, 1);
}
