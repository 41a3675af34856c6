import { lastUses, storage } from '../memory-plan.ts';
import type { OpGraph, ValueId } from '../op-graph.ts';
import { changedVariables, isEffect } from '../op-kinds.ts';
import type { Pass } from './pass.ts';

/**
 * Moves each effect to where its operands are known and the variables it changes are not asked for again: gradients
 * then need no memory until the end of the step.
 */
export const earlyUpdates: Pass = {
  name: 'early-updates',
  run: (graph) => {
    const lastReads = lastReadOfVariables(graph);
    const after = new Map<ValueId, ValueId[]>();
    for (const [value, node] of graph.nodes.entries()) {
      if (!isEffect(node)) continue;
      const reads = changedVariables(node).map((path) => lastReads.get(path) ?? 0);
      const place = Math.max(...node.inputs, ...reads);
      // A value that a run gives back is asked for at the very end.
      if (place < value) after.set(place, [...(after.get(place) ?? []), value]);
    }
    const moved = new Set([...after.values()].flat());
    const order = graph.nodes.flatMap((_, value) => [
      ...(moved.has(value) ? [] : [value]),
      ...(after.get(value) ?? []),
    ]);
    return reordered(graph, order);
  },
};

/** Places of the last ops that use a variable's value, by its path. */
function lastReadOfVariables(graph: OpGraph): ReadonlyMap<string, number> {
  const owners = storage(graph);
  const last = lastUses(graph);
  const places = new Map<string, number>();
  for (const [value, node] of graph.nodes.entries()) {
    if (node.kind !== 'read') continue;
    const { variable } = node.attributes;
    places.set(variable, Math.max(places.get(variable) ?? 0, last[owners[value] ?? value] ?? value));
  }
  return places;
}

function reordered(graph: OpGraph, order: readonly ValueId[]): OpGraph {
  const places = new Map(order.map((old, place) => [old, place]));
  const renamed = (old: ValueId): ValueId => places.get(old) ?? old;
  return {
    name: graph.name,
    nodes: order.flatMap((old) => {
      const node = graph.nodes[old];
      return node === undefined ? [] : [{ ...node, inputs: node.inputs.map(renamed) }];
    }),
    outputs: Object.fromEntries(Object.entries(graph.outputs).map(([name, value]) => [name, renamed(value)])),
    updates: graph.updates.map(renamed),
  };
}
