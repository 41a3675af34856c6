import type { OpGraph, OpKind, ValueId } from './op-graph.ts';
import { isEffect } from './op-kinds.ts';
import { bytes } from './tensor-type.ts';

/** Ops whose result is their operand's own memory, seen differently. */
const aliases: ReadonlySet<OpKind> = new Set<OpKind>(['reshape']);

/** Ops whose result is not made by the step: variables live before and after it. */
const borrowed: ReadonlySet<OpKind> = new Set<OpKind>(['read']);

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

/** Values whose memory can be given back after each op, by the op's place; variables' own memory never is. */
export function releases(graph: OpGraph): readonly (readonly ValueId[])[] {
  const owners = storage(graph);
  const last = lastUses(graph);
  const released: ValueId[][] = graph.nodes.map(() => []);
  for (const [value, node] of graph.nodes.entries()) {
    if (owners[value] === value && !borrowed.has(node.kind)) released[last[value] ?? value]?.push(value);
  }
  return released;
}

/**
 * Bytes of tensors alive at once at the worst moment of a run, variables not counted: each op's result is held from the
 * op to its last use, its operands until the op is done.
 */
export function peakBytes(graph: OpGraph, batch: number): number {
  const owners = storage(graph);
  const released = releases(graph);
  let current = 0;
  let peak = 0;
  const size = (value: ValueId): number => {
    const node = graph.nodes[value];
    if (node === undefined || owners[value] !== value || borrowed.has(node.kind) || isEffect(node)) return 0;
    return bytes(node.type, batch);
  };
  for (const at of graph.nodes.keys()) {
    current += size(at);
    peak = Math.max(peak, current);
    for (const value of released[at] ?? []) current -= size(value);
  }
  return peak;
}
