import { GraphBuilder } from '../graph-builder.ts';
import type { AnyOp, OpGraph, ValueId } from '../op-graph.ts';

/** A step that makes a graph smaller or faster and keeps its results. Pure. */
export interface Pass {
  /** As `--emit` and the tests name it. */
  readonly name: string;
  readonly run: (graph: OpGraph) => OpGraph;
}

/**
 * Copies a graph op by op. `copy` gets each op with its operands' new values and returns the new value that stands for
 * it: the copied op, something it added itself, or a value that is already there.
 */
export function rebuild(
  graph: OpGraph,
  copy: (builder: GraphBuilder, node: AnyOp, old: ValueId) => ValueId,
): OpGraph {
  const [first] = graph.nodes;
  if (first === undefined) return graph;
  const builder = new GraphBuilder(first.origin);
  const values: ValueId[] = [];
  const renamed = (old: ValueId): ValueId => values[old] ?? missing(old);
  for (const [old, node] of graph.nodes.entries()) {
    builder.origin = node.origin;
    values.push(copy(builder, { ...node, inputs: node.inputs.map(renamed) }, old));
  }
  const outputs = Object.entries(graph.outputs).map(([name, value]) => [name, renamed(value)] as const);
  return builder.finish(graph.name, Object.fromEntries(outputs), graph.updates.map(renamed));
}

/** How many ops, outputs and updates use each value. */
export function useCounts(graph: OpGraph): readonly number[] {
  const counts = graph.nodes.map(() => 0);
  const used = (value: ValueId): void => {
    counts[value] = (counts[value] ?? 0) + 1;
  };
  for (const node of graph.nodes) node.inputs.forEach(used);
  Object.values(graph.outputs).forEach(used);
  graph.updates.forEach(used);
  return counts;
}

function missing(value: ValueId): never {
  throw new Error(`Value ${value} is used before it is computed.`);
}
