import { addGradients } from '../../src/ir/gradients.ts';
import type { GraphBuilder } from '../../src/ir/graph-builder.ts';
import type { OpGraph, ValueId } from '../../src/ir/op-graph.ts';
import { verifyGraph } from '../../src/ir/verify.ts';
import { arrayOf } from './interpreter/array.ts';
import type { NdArray } from './interpreter/array.ts';
import { interpret } from './interpreter/interpret.ts';
import type { Environment } from './interpreter/interpret.ts';

/** The gradient of a scalar with respect to a variable, by the compiler and by central differences. */
export interface Comparison {
  readonly variable: string;
  readonly rule: NdArray;
  readonly differences: NdArray;
  /** Largest difference of an element, relative to the largest gradient. */
  readonly error: number;
}

/**
 * Differentiates `loss` with respect to variables that the graph reads, both ways.
 *
 * @param graph what computes the loss; a new graph with the gradients is made of it.
 */
export function compareGradients(
  builder: GraphBuilder,
  loss: ValueId,
  reads: ReadonlyMap<string, ValueId>,
  environment: Environment,
): readonly Comparison[] {
  const forward = builder.finish('forward', { loss });
  const gradients = addGradients(builder, loss, new Set(reads.values()));
  const named = [...reads].flatMap(([path, value]) => {
    const gradient = gradients.get(value);
    return gradient === undefined ? [] : [[path, gradient] as const];
  });
  const graph = builder.finish('forward', Object.fromEntries(named));
  const problems = verifyGraph(graph);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const { outputs } = interpret(graph, environment);
  return named.map(([variable]) => {
    const rule = outputs[variable] ?? arrayOf([], [NaN]);
    const differences = centralDifferences(forward, environment, variable);
    return { variable, rule, differences, error: relativeError(rule, differences) };
  });
}

/** (f(x + h) − f(x − h)) / 2h for each element of a variable. */
export function centralDifferences(graph: OpGraph, environment: Environment, variable: string): NdArray {
  const step = 1e-5;
  const value = environment.variables.get(variable);
  if (value === undefined) throw new Error(`No variable ${variable}.`);
  const lossAt = (place: number, change: number): number => {
    const data = value.data.slice();
    data[place] = (data[place] ?? 0) + change;
    const variables = new Map(environment.variables).set(variable, { shape: value.shape, data });
    return interpret(graph, { ...environment, variables }).outputs['loss']?.data[0] ?? NaN;
  };
  return arrayOf(
    value.shape,
    value.data.map((_, place) => (lossAt(place, step) - lossAt(place, -step)) / (2 * step)),
  );
}

/** Largest difference between two arrays, relative to the largest number in them (or to 1e-4, if that is more). */
export function relativeError(a: NdArray, b: NdArray): number {
  if (a.shape.join() !== b.shape.join()) return NaN;
  const largest = Math.max(1e-4, ...a.data.map(Math.abs), ...b.data.map(Math.abs));
  return Math.max(0, ...a.data.map((value, place) => Math.abs(value - (b.data[place] ?? NaN)))) / largest;
}
