import { expect, it } from 'vitest';
import type { Program } from '../../src/ir/program.ts';
import { verifyGraph } from '../../src/ir/verify.ts';
import type { HostTensor } from '../../src/runtime/engines/engine.ts';
import { addBatch, emptySums, scoresOf } from '../../src/runtime/metrics/tally.ts';
import { compileText } from '../support/compile-text.ts';
import { drawWeight } from '../support/draws.ts';
import { arrayOf, type NdArray } from '../support/interpreter/array.ts';
import { interpret } from '../support/interpreter/interpret.ts';
import { sampleFeeds } from '../support/program-run.ts';

const samples = 6;
const truths = [0, 1, 1, 0, 1, 0];

const heads = { one: 'dense(1, sigmoid)', two: 'dense(2, softmax)' } as const;
type Head = keyof typeof heads;

/** A network with some heads, all of which learn the same two classes. */
function programOf(losses: Readonly<Partial<Record<Head, string>>>, settings: string): Program {
  const names = (['one', 'two'] as const).filter((name) => losses[name] !== undefined);
  const terms = names.map((name) => losses[name]).join(' + ');
  return compileText(`
    data rows = table("rows.csv") {
      photo: image(column: "path", size: 4x4)
      kind: binary("a", "b")
      split: counts(60, 20, 20)
    }
    model Heads(photo: [4, 4, 3]) {
      flat = photo -> flatten
      ${names.map((name) => `output ${name} = flat -> ${heads[name]}`).join('\n')}
    }
    train all = Heads on rows {
      batch: ${samples}
      minimize: ${terms}
      metrics: ${names.map((name) => `accuracy(${name}, kind), auc(${name}, kind)`).join(', ')}
      optimizer: sgd(0.1)
      epochs: 1
      ${settings}
    }`);
}

interface StepResult {
  readonly outputs: Readonly<Record<string, NdArray>>;
  readonly changed: ReadonlyMap<string, NdArray>;
}

/** A step of training or of validation from drawn weights. */
function step(program: Program, kind: 'trainStep' | 'evaluateStep'): StepResult {
  const graph = program.phases[0]?.[kind];
  if (graph === undefined) throw new Error('there is no step');
  expect(verifyGraph(graph, program.variables)).toEqual([]);
  const variables = program.variables.map(
    ({ path, shape }) => [path, arrayOf(shape, [...drawWeight(path, shape)])] as const,
  );
  const shape = program.labels[0]?.kind === 'class' ? [samples] : [samples, 1];
  const feeds = { ...sampleFeeds(graph, samples), 'label/kind': arrayOf(shape, truths) };
  return interpret(graph, { feeds, variables: new Map(variables), samples });
}

const tensor = ({ shape, data }: NdArray): HostTensor => ({
  dtype: 'float32',
  shape,
  data: Float32Array.from(data),
});

function metricsOf(program: Program, { outputs }: StepResult): Readonly<Record<string, number>> {
  const [phase] = program.phases;
  if (phase === undefined) throw new Error('there is no phase');
  const results = Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, tensor(value)]));
  const label: HostTensor =
    program.labels[0]?.kind === 'class'
      ? { dtype: 'int32', shape: [samples], data: Int32Array.from(truths) }
      : { dtype: 'float32', shape: [samples, 1], data: Float32Array.from(truths) };
  const sums = addBatch(emptySums, samples, { 'label/kind': label }, results, phase, program.outputs);
  return scoresOf(sums, phase.metrics).metrics;
}

const named = <T>(values: Iterable<readonly [string, T]>, head: Head): ReadonlyMap<string, T> =>
  new Map([...values].filter(([name]) => name.split(/[/.]/).includes(head)));

it.each([
  ['binary_crossentropy(one, kind)', 'cross_entropy(two, kind)', ''],
  ['binary_crossentropy(one, kind)', 'cross_entropy(two, kind, label_smoothing: 0.1)', ''],
  ['binary_focal(one, kind)', 'focal(two, kind)', 'class_weights: { a: 3 }'],
])('two classes are to each of two heads what they are to it alone: %s + %s %s', (one, two, settings) => {
  const both = programOf({ one, two }, settings);
  expect(both.labels).toMatchObject([{ name: 'kind', kind: 'binary' }]);
  for (const [head, loss] of [
    ['one', one],
    ['two', two],
  ] as const) {
    const alone = programOf({ [head]: loss }, settings);
    for (const kind of ['trainStep', 'evaluateStep'] as const) {
      const [given, wanted] = [step(both, kind), step(alone, kind)];
      for (const part of [
        (result: StepResult) => Object.entries(result.outputs),
        (result: StepResult) => result.changed,
      ])
        for (const [name, value] of named(part(wanted), head)) {
          const found = named(part(given), head).get(name);
          expect(found?.shape, name).toEqual(value.shape);
          for (const [index, number] of value.data.entries())
            expect(found?.data[index], name).toBeCloseTo(number, 12);
        }
      const metrics = metricsOf(both, given);
      for (const [name, value] of Object.entries(metricsOf(alone, wanted)))
        expect(metrics[name.includes('/') ? name : `${name}/${head}`], name).toBe(value);
    }
  }
});
