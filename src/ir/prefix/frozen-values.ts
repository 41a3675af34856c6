import { BATCH } from '../op-graph.ts';
import type { AnyOp, OpGraph } from '../op-graph.ts';
import { isEffect } from '../op-kinds.ts';

/**
 * What becomes of a value while a phase trains: `fixed` ones are the same in every step, `frozen` ones depend on the sample
 * alone, and all others are `live`.
 */
export type Standing = 'fixed' | 'frozen' | 'live';

/**
 * The standing of each value of a graph, by its place.
 * @param changed paths of the variables that training changes
 */
export function standings(graph: OpGraph, changed: ReadonlySet<string>): readonly Standing[] {
  const found: Standing[] = [];
  for (const node of graph.nodes) {
    const operands = node.inputs.map((input) => found[input] ?? 'live');
    found.push(standingOf(node, operands, changed));
  }
  return found;
}

function standingOf(node: AnyOp, operands: readonly Standing[], changed: ReadonlySet<string>): Standing {
  switch (node.kind) {
    case 'input':
      return isPhoto(node.attributes.name) ? 'frozen' : 'live';
    case 'read':
      return changed.has(node.attributes.variable) ? 'live' : 'fixed';
    case 'constant':
      return 'fixed';
    case 'batch_size':
      return 'live';
    default:
      if (isEffect(node) || operands.includes('live')) return 'live';
      if (!operands.includes('frozen')) return 'fixed';
      return keepsSamplesApart(node) ? 'frozen' : 'live';
  }
}

/** Whether a feed is one of the model's inputs, and no label, seed or rate. */
export function isPhoto(feed: string): boolean {
  return feed.startsWith('input/');
}

/**
 * Whether each sample's part of the result depends on that sample's operands alone. What mixes samples (moments of a batch,
 * a mean over it) has no such part: the batch is the first dimension, or none. What is normalised by a batch's moments has been mixed.
 */
function keepsSamplesApart({ kind, type: { shape } }: AnyOp): boolean {
  if (kind === 'batch_norm') return false;
  return shape[0] === BATCH && !(kind === 'softmax' && shape.length === 1);
}
