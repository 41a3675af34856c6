import type { AnyOp, OpGraph, OpKind, ValueId } from '../op-graph.ts';
import { bytes } from '../tensor-type.ts';
import { FlowNetwork } from './flow-network.ts';
import type { Standing } from './frozen-values.ts';

/** What takes so long that its result is read rather than computed again. */
const costly: Readonly<Partial<Record<OpKind, true>>> = {
  conv2d: true,
  depthwise_conv2d: true,
  matmul: true,
};

/** What the frozen part of a graph does not compute again: inputs, which are there, and what is costly. */
const isGiven = ({ kind }: AnyOp): boolean => kind === 'input' || costly[kind] === true;

/** Whether a graph has something that is worth to be computed once. */
export function isCostly(graph: OpGraph): boolean {
  return graph.nodes.some(({ kind }) => costly[kind] === true);
}

/**
 * The frozen values of fewest bytes from which all that is needed can be computed without anything costly: a smallest vertex
 * cut between what is costly and what is needed, and of several the one nearest to what is needed. Inputs count nothing, for
 * they are there whatever is kept.
 * @param needed frozen values that live ones are computed from
 */
export function smallestCut(
  graph: OpGraph,
  standing: readonly Standing[],
  needed: ReadonlySet<ValueId>,
): readonly ValueId[] {
  const region = withinReach(graph, standing, needed);
  // Each value is an edge from where it comes in to where it goes out, of the bytes that it takes.
  const [source, sink] = [0, 1];
  const entry = new Map(region.map((value, index) => [value, 2 + 2 * index]));
  const network = new FlowNetwork(2 + 2 * region.length);
  for (const [value, into] of entry) {
    const node = graph.nodes[value];
    if (node === undefined) continue;
    const capacity = capacityOf(node);
    network.connect(into, into + 1, capacity);
    if (needed.has(value)) network.connect(into + 1, sink, Infinity);
    if (isGiven(node)) network.connect(source, into, Infinity);
    else
      for (const operand of new Set(node.inputs)) {
        const from = entry.get(operand);
        if (from !== undefined) network.connect(from + 1, into, Infinity);
      }
  }
  const leads = network.saturate(source, sink);
  return region.filter((value) => {
    const into = entry.get(value) ?? 0;
    return leads[into] !== true && leads[into + 1] === true;
  });
}

/** What keeping a value costs: the host knows no truth values. */
function capacityOf({ kind, type }: AnyOp): number {
  if (kind === 'input') return 0;
  return type.dtype === 'float32' ? bytes(type, 1) : Infinity;
}

/** The frozen values that what is needed can be computed from again, itself among them, in the graph's order. */
function withinReach(
  graph: OpGraph,
  standing: readonly Standing[],
  needed: ReadonlySet<ValueId>,
): readonly ValueId[] {
  const reached = new Set(needed);
  for (const value of reached) {
    const node = graph.nodes[value];
    if (node === undefined || isGiven(node)) continue;
    for (const input of node.inputs) if (standing[input] === 'frozen') reached.add(input);
  }
  return [...reached].toSorted((a, b) => a - b);
}
