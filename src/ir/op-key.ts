import type { AnyOp } from './op-graph.ts';

/** Equal for ops that compute the same from operands of these numbers. */
export function opKey({ kind, inputs, attributes, type }: AnyOp): string {
  const sorted = Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([kind, inputs, sorted, type.dtype, type.shape]);
}
