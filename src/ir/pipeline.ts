import type { OpGraph } from './op-graph.ts';
import { commonSubexpressions } from './passes/common-subexpressions.ts';
import { constantFolding } from './passes/constants.ts';
import { deadCode } from './passes/dead-code.ts';
import { earlyUpdates } from './passes/early-updates.ts';
import type { Pass } from './passes/pass.ts';
import { poolingFirst } from './passes/pooling-first.ts';
import { scaleIntoKernel } from './passes/scale-into-kernel.ts';
import { simplify } from './passes/simplify.ts';

/** On the model and its losses, before gradients are made: what saves work there saves it in the gradients too. */
export const forwardPasses: readonly Pass[] = [
  constantFolding,
  scaleIntoKernel,
  simplify,
  commonSubexpressions,
  poolingFirst,
  deadCode,
];

/** On the whole graph of a training step. */
export const finalPasses: readonly Pass[] = [
  constantFolding,
  simplify,
  commonSubexpressions,
  deadCode,
  earlyUpdates,
];

/** Sees a graph after each step of its making. */
export type Observer = (stage: string, graph: OpGraph) => void;

/** Runs passes in order. */
export function runPasses(graph: OpGraph, passes: readonly Pass[], observe: Observer): OpGraph {
  let current = graph;
  for (const pass of passes) {
    current = pass.run(current);
    observe(pass.name, current);
  }
  return current;
}
