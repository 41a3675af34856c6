import { expect } from 'vitest';
import type { OpGraph } from '../../../../src/ir/op-graph.ts';
import { BATCH } from '../../../../src/ir/op-graph.ts';
import type { Engine, HostTensor } from '../../../../src/runtime/engines/engine.ts';
import type { NdArray } from '../../../support/interpreter/array.ts';
import { interpret } from '../../../support/interpreter/interpret.ts';
import type { Environment } from '../../../support/interpreter/interpret.ts';
import { graphProgram } from './graph-program.ts';

/** Feeds of a graph as an engine takes them. */
export function hostFeeds(graph: OpGraph, feeds: Environment['feeds']): Record<string, HostTensor> {
  const tensors: Record<string, HostTensor> = {};
  for (const node of graph.nodes) {
    if (node.kind !== 'input') continue;
    const fed = feeds[node.attributes.name];
    if (fed === undefined) throw new Error(`nothing for ${node.attributes.name}`);
    tensors[node.attributes.name] =
      node.type.dtype === 'int32'
        ? { dtype: 'int32', shape: fed.shape, data: Int32Array.from(fed.data) }
        : { dtype: 'float32', shape: fed.shape, data: Float32Array.from(fed.data) };
  }
  return tensors;
}

/** Equal within `tolerance` of the largest number: what rounding may do to a sum. */
export function expectClose(
  given: ArrayLike<number>,
  wanted: NdArray,
  tolerance: number,
  what: string,
): void {
  expect(given.length, `${what}: size`).toBe(wanted.data.length);
  const scale = wanted.data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-6);
  let worst = 0;
  let place = 0;
  for (let index = 0; index < wanted.data.length; index++) {
    const difference = Math.abs((given[index] ?? NaN) - (wanted.data[index] ?? NaN));
    if (!(difference <= worst)) [worst, place] = [difference, index];
  }
  const numbers = `${given[place] ?? 'nothing'} instead of ${wanted.data[place] ?? 'nothing'}`;
  expect(worst, `${what}: ${numbers} at ${place}`).toBeLessThanOrEqual(tolerance * scale);
}

/** Runs a graph on an engine and in the interpreter, and compares outputs and changed variables. */
export async function expectLikeInterpreter(
  engine: Engine,
  graph: OpGraph,
  environment: Environment,
  tolerance = 2e-6,
): Promise<void> {
  const shapes = Object.fromEntries([...environment.variables].map(([path, { shape }]) => [path, shape]));
  const session = await engine.load(graphProgram(graph, shapes));
  try {
    await session.assign(
      new Map([...environment.variables].map(([path, { data }]) => [path, Float32Array.from(data)])),
    );
    const results = await session.run('predict', hostFeeds(graph, environment.feeds));
    const wanted = interpret(graph, environment);
    for (const [name, array] of Object.entries(wanted.outputs)) {
      const given = results[name];
      expect(given?.shape, `${name}: shape`).toEqual(array.shape);
      expectClose(given?.data ?? [], array, tolerance, name);
    }
    const after = await session.read([...environment.variables.keys()]);
    for (const [path, before] of environment.variables) {
      expectClose(after.get(path) ?? [], wanted.changed.get(path) ?? before, tolerance, path);
    }
  } finally {
    await session.dispose();
  }
}

/** A shape with the number of samples in it. */
export const sized = (shape: readonly number[], samples: number): readonly number[] =>
  shape.map((size) => (size === BATCH ? samples : size));
