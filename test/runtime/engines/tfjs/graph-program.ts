import type { OpGraph } from '../../../../src/ir/op-graph.ts';
import type { Program } from '../../../../src/ir/program.ts';

/** A program of one graph, `predict`, and of variables with these shapes. */
export function graphProgram(
  predict: OpGraph,
  variables: Readonly<Record<string, readonly number[]>> = {},
): Program {
  return {
    train: 'test',
    model: { model: 'Test', inputs: [], layers: [], outputs: [], weights: [] },
    dataset: 'none',
    seed: 0,
    precision: 'float32',
    inputs: [],
    outputs: [],
    labels: [],
    weights: [],
    variables: Object.entries(variables).map(([path, shape]) => ({
      path,
      shape,
      initializer: { kind: 'constant', value: 0 },
      role: 'weight',
    })),
    phases: [],
    predict,
  };
}
