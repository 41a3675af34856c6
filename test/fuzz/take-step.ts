import { compile } from '../../src/ir/compile.ts';
import type { OpGraph } from '../../src/ir/op-graph.ts';
import type { Program } from '../../src/ir/program.ts';
import type { Engine, HostTensor, Tensors } from '../../src/runtime/engines/engine.ts';
import { initialValues } from '../../src/runtime/train/initialize.ts';
import type { TypedModule } from '../../src/typecheck/typed-module.ts';
import { sampleFeeds } from '../support/program-run.ts';

const samples = 2;

/** What the plain kernels do within a second. */
const mostOperations = 2e7;
const mostParameters = 2e6;

/** Builds every train of an accepted program. */
export function buildAll(typed: TypedModule): readonly Program[] {
  return typed.trains.map(({ name }) => compile(typed, name).value);
}

/** Whether a step of it is a matter of moments. */
export function isSmall({ variables, phases }: Program): boolean {
  const parameters = variables.reduce(
    (sum, { shape }) => sum + shape.reduce((count, size) => count * size, 1),
    0,
  );
  return parameters <= mostParameters && phases.every(({ cost }) => cost.flops <= mostOperations);
}

/** Takes one step of each phase and predicts with the result; the losses. */
export async function takeSteps(program: Program, engine: Engine): Promise<readonly number[]> {
  const session = await engine.load(program);
  try {
    await session.assign(initialValues(program.variables, 1));
    const losses: number[] = [];
    for (const [index, { trainStep, evaluateStep }] of program.phases.entries()) {
      const trained = await session.run(`train/${index}`, feeds(trainStep));
      const evaluated = await session.run(`evaluate/${index}`, feeds(evaluateStep));
      losses.push(trained['loss']?.data[0] ?? NaN, evaluated['loss']?.data[0] ?? NaN);
    }
    await session.run('predict', feeds(program.predict));
    return losses;
  } finally {
    await session.dispose();
  }
}

function feeds(graph: OpGraph): Tensors {
  const types = new Map(
    graph.nodes.flatMap((node) =>
      node.kind === 'input' ? [[node.attributes.name, node.type.dtype] as const] : [],
    ),
  );
  return Object.fromEntries(
    Object.entries(sampleFeeds(graph, samples, 1e-3)).map(([name, { shape, data }]): [string, HostTensor] => [
      name,
      types.get(name) === 'int32'
        ? { dtype: 'int32', shape, data: Int32Array.from(data) }
        : { dtype: 'float32', shape, data: Float32Array.from(data) },
    ]),
  );
}
