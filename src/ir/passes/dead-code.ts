import { GraphBuilder } from '../graph-builder.ts';
import type { OpGraph, ValueId } from '../op-graph.ts';
import type { Pass } from './pass.ts';

/** Leaves out what no output and no effect needs. Inputs stay: a run is fed them all. */
export const deadCode: Pass = {
  name: 'dead-code',
  run: (graph) => withoutDeadCode(graph, () => true),
};

/**
 * A graph without what no output and no effect needs.
 * @param stays whether an input stays though nothing needs it
 */
export function withoutDeadCode(graph: OpGraph, stays: (input: string) => boolean): OpGraph {
  const live = liveValues(graph, stays);
  const [first] = graph.nodes;
  if (first === undefined) return graph;
  const builder = new GraphBuilder(first.origin);
  const values = new Map<ValueId, ValueId>();
  const renamed = (old: ValueId): ValueId => {
    const value = values.get(old);
    if (value === undefined) throw new Error(`Value ${old} is used before it is computed.`);
    return value;
  };
  for (const [old, node] of graph.nodes.entries()) {
    if (live[old] === true) values.set(old, builder.append({ ...node, inputs: node.inputs.map(renamed) }));
  }
  const outputs = Object.entries(graph.outputs).map(([name, value]) => [name, renamed(value)] as const);
  return builder.finish(graph.name, Object.fromEntries(outputs), graph.updates.map(renamed));
}

/** For each value, whether an output or an effect needs it. */
function liveValues(graph: OpGraph, stays: (input: string) => boolean): readonly boolean[] {
  const live = graph.nodes.map((node) => node.kind === 'input' && stays(node.attributes.name));
  for (const value of [...Object.values(graph.outputs), ...graph.updates]) live[value] = true;
  for (let value = graph.nodes.length - 1; value >= 0; value--) {
    if (live[value] !== true) continue;
    for (const input of graph.nodes[value]?.inputs ?? []) live[input] = true;
  }
  return live;
}
