import type { Origin } from '../../src/ir/layer-graph.ts';
import { plainRegime } from '../../src/typecheck/regime.ts';
import type { OpGraph } from '../../src/ir/op-graph.ts';
import type { Program, Variable } from '../../src/ir/program.ts';

export const origin: Origin = { path: 'model.layer1', file: 'test.net', line: 3 };

export interface PlainProgramParts {
  readonly predict?: OpGraph;
  readonly trainStep?: OpGraph;
  readonly variables?: readonly Pick<Variable, 'path' | 'shape'>[];
}

/** A program that is nothing but graphs and variables: what engines look at. */
export function plainProgram({ predict, trainStep, variables = [] }: PlainProgramParts): Program {
  const empty: OpGraph = { name: 'empty', nodes: [], outputs: {}, updates: [] };
  return {
    train: 'plain',
    model: { model: 'Plain', inputs: [], layers: [], outputs: [], weights: [] },
    dataset: 'none',
    seed: 1,
    precision: 'float32',
    inputs: [],
    outputs: [],
    labels: [],
    weights: [],
    variables: variables.map((variable) => ({
      ...variable,
      initializer: { kind: 'constant', value: 0 },
      role: 'weight',
    })),
    phases:
      trainStep === undefined
        ? []
        : [
            {
              name: 'only',
              batch: 1,
              length: { kind: 'steps', count: 1 },
              regime: plainRegime,
              learningRate: 1,
              betas: undefined,
              augment: undefined,
              cached: undefined,
              mix: undefined,
              trainable: [],
              frozen: [],
              slots: [],
              terms: [],
              metrics: [],
              classWeights: {},
              trainStep,
              accumulateStep: undefined,
              evaluateStep: empty,
              prefix: undefined,
              cost: { flops: 0 },
            },
          ],
    predict: predict ?? empty,
  };
}
