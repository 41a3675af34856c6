import { BATCH } from '../../ir/op-graph.ts';
import type { OpGraph, OpNode, TensorType } from '../../ir/op-graph.ts';

/** A type with the number of samples in place of `BATCH`. */
export function typeWithBatch(type: TensorType, batch: number): TensorType {
  return type.shape.includes(BATCH)
    ? { ...type, shape: type.shape.map((size) => (size === BATCH ? batch : size)) }
    : type;
}

/** The graph's ops with all shapes known. */
export function opsWithBatch(graph: OpGraph, batch: number): readonly OpNode[] {
  return graph.nodes.map((node) => ({ ...node, type: typeWithBatch(node.type, batch) }));
}
