import type { AnyOp } from '../op-graph.ts';
import { rebuild } from './pass.ts';
import type { Pass } from './pass.ts';
import { isEffect } from '../op-kinds.ts';

/** Computes equal things once. Draws of one stream and shape are equal too; effects are not. */
export const commonSubexpressions: Pass = {
  name: 'common-subexpressions',
  run: (graph) => {
    const known = new Map<string, number>();
    return rebuild(graph, (builder, node) => {
      if (isEffect(node)) return builder.append(node);
      const key = keyOf(node);
      const value = known.get(key) ?? builder.append(node);
      known.set(key, value);
      return value;
    });
  },
};

/** Equal for ops that compute the same. */
function keyOf({ kind, inputs, attributes, type }: AnyOp): string {
  const sorted = Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([kind, inputs, sorted, type.dtype, type.shape]);
}
