import { graphFlops } from './flops.ts';
import type { OpGraph } from './op-graph.ts';
import type { Cost } from './program.ts';

/** What one step on one batch takes. */
export function costOf(trainStep: OpGraph, batch: number): Cost {
  return { flops: graphFlops(trainStep, batch) };
}
