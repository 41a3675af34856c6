import type { Program } from '../../ir/program.ts';

/** `plan.json`: what the compiler decided, without the graphs themselves. */
export function planOf(program: Program): unknown {
  const { train, dataset, seed, inputs, outputs, variables, phases, model } = program;
  return {
    train,
    model: model.model,
    dataset,
    seed,
    inputs,
    outputs,
    layers: model.layers.map(({ path, kind, options, shape, parameters, flops }) => ({
      path,
      kind,
      options,
      shape,
      parameters,
      flops,
    })),
    variables: variables.map(({ path, shape, role }) => ({ path, shape, role })),
    phases: phases.map(
      ({ name, batch, length, learningRate, augment, mix, trainable, frozen, metrics, trainStep, cost }) => ({
        name,
        batch,
        length,
        learningRate,
        augment,
        mix,
        trainable,
        frozen,
        metrics,
        operations: trainStep.nodes.length,
        cost,
      }),
    ),
  };
}
