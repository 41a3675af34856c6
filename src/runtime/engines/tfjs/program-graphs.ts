import type { OpGraph } from '../../../ir/op-graph.ts';
import type { Program } from '../../../ir/program.ts';
import type { GraphName } from '../engine.ts';

/** All graphs of a program under the names that runs use. */
export function programGraphs(program: Program): ReadonlyMap<GraphName, OpGraph> {
  const graphs = new Map<GraphName, OpGraph>([['predict', program.predict]]);
  for (const [index, phase] of program.phases.entries()) {
    graphs.set(`train/${index}`, phase.trainStep);
    if (phase.accumulateStep !== undefined) graphs.set(`accumulate/${index}`, phase.accumulateStep);
    graphs.set(`evaluate/${index}`, phase.evaluateStep);
  }
  return graphs;
}
