import { trainingBytes, variableBytes } from '../../codegen/training-memory.ts';
import type { PhaseProgram, Program } from '../../ir/program.ts';
import { parametersAt } from '../../report/summary.ts';
import { trainedLayers } from '../../report/trained-layers.ts';

/** `plan.json`: what the compiler decided, without the graphs themselves. */
export function planOf(program: Program): unknown {
  const { train, dataset, seed, precision, inputs, outputs, weights, variables, phases, model } = program;
  return {
    train,
    model: model.model,
    dataset,
    seed,
    precision,
    inputs,
    outputs,
    weights: weights.map(({ path, block, weights: named }) => ({ path, block, weights: named })),
    layers: model.layers.map(({ path, kind, options, shape, parameters, flops }) => ({
      path,
      kind,
      options,
      shape,
      parameters,
      flops,
    })),
    variables: variables.map(({ path, shape, role }) => ({ path, shape, role })),
    phases: phases.map((phase) => phasePlan(program, phase)),
  };
}

function phasePlan(program: Program, phase: PhaseProgram): unknown {
  const { name, batch, length, regime, learningRate, augment, cached, mix, trainable, frozen, metrics } =
    phase;
  return {
    name,
    batch,
    length,
    learningRate,
    augment,
    cached,
    mix,
    regime,
    parameters: {
      trainable: parametersAt(program, trainable),
      frozen: parametersAt(program, frozen),
    },
    trained: trainedLayers(program, { trainable }),
    trainable,
    frozen,
    metrics,
    operations: phase.trainStep.nodes.length,
    cost: {
      ...phase.cost,
      variableBytes: variableBytes(program),
      peakBytes: trainingBytes(program, phase),
    },
  };
}
