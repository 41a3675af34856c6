import type { OpGraph, OpKind, ValueId } from './op-graph.ts';

/** Ops whose result is their operand's own memory, seen differently. */
const aliases: ReadonlySet<OpKind> = new Set<OpKind>(['reshape']);

/** For each value the value whose memory it is: its own, or what it is a view of. */
export function storage(graph: OpGraph): readonly ValueId[] {
  const owners: ValueId[] = [];
  for (const [value, node] of graph.nodes.entries()) {
    const [source] = node.inputs;
    owners.push(aliases.has(node.kind) && source !== undefined ? (owners[source] ?? value) : value);
  }
  return owners;
}

/**
 * For each value the place (in `nodes`) of the op that uses its memory last, through whatever view; its own place where
 * nothing does, and `nodes.length` where the run gives it back.
 */
export function lastUses(graph: OpGraph): readonly number[] {
  const owners = storage(graph);
  const last = graph.nodes.map((_, value) => value);
  const use = (value: ValueId, at: number): void => {
    const owner = owners[value] ?? value;
    last[owner] = Math.max(last[owner] ?? at, at);
  };
  for (const [at, node] of graph.nodes.entries()) for (const input of node.inputs) use(input, at);
  for (const value of Object.values(graph.outputs)) use(value, graph.nodes.length);
  return graph.nodes.map((_, value) => last[owners[value] ?? value] ?? value);
}
