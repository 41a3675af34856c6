import { lastUses, storage } from '../../ir/memory-plan.ts';
import type { OpGraph, ValueId } from '../../ir/op-graph.ts';
import { changedVariables, isEffect } from '../../ir/op-kinds.ts';

/**
 * Effects that must wait for the end of the run, because something behind them still asks for what a variable was
 * before. All others can change their variables where they stand.
 */
export function deferredEffects(graph: OpGraph): ReadonlySet<ValueId> {
  const last = lastReadOfVariables(graph);
  const deferred = new Set<ValueId>();
  for (const [value, node] of graph.nodes.entries()) {
    if (isEffect(node) && changedVariables(node).some((path) => (last.get(path) ?? 0) > value)) {
      deferred.add(value);
    }
  }
  return deferred;
}

/** Places of the last ops that use a variable's memory, by its path. */
function lastReadOfVariables(graph: OpGraph): ReadonlyMap<string, number> {
  const owners = storage(graph);
  const uses = lastUses(graph);
  const last = new Map<string, number>();
  for (const [value, node] of graph.nodes.entries()) {
    if (node.kind !== 'read') continue;
    const { variable } = node.attributes;
    last.set(variable, Math.max(last.get(variable) ?? 0, uses[owners[value] ?? value] ?? value));
  }
  return last;
}

/** Paths of all variables that these effects change. */
export function variablesChangedBy(graph: OpGraph, effects: Iterable<ValueId>): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const value of effects) {
    const node = graph.nodes[value];
    if (node !== undefined && isEffect(node)) for (const path of changedVariables(node)) changed.add(path);
  }
  return changed;
}
