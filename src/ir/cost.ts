import { graphFlops } from './flops.ts';
import { peakBytes } from './memory-plan.ts';
import type { OpGraph } from './op-graph.ts';
import type { Cost, Variable } from './program.ts';
import { bytes, float32 } from './tensor-type.ts';

/** What one step on one batch takes. */
export function costOf(trainStep: OpGraph, variables: readonly Variable[], batch: number): Cost {
  const variableBytes = variables.reduce((sum, { shape }) => sum + bytes(float32(shape), batch), 0);
  return {
    flops: graphFlops(trainStep, batch),
    peakBytes: variableBytes + peakBytes(trainStep, batch),
    variableBytes,
  };
}
