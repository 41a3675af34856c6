import type { ExportOptions, ExportSubject } from '../../src/codegen/export/export-subject.ts';
import { prepareExport } from '../../src/codegen/export/prepare-export.ts';
import { BATCH, type OpGraph } from '../../src/ir/op-graph.ts';
import type { Program } from '../../src/ir/program.ts';
import { pixelMap } from '../../src/typecheck/data/pixel-domains.ts';
import { defaultResize } from '../../src/typecheck/data/read-pixels.ts';
import type { PixelDomain } from '../../src/typecheck/typed-module.ts';
import { drawWeight, uniform } from './draws.ts';
import { arrayOf, type NdArray } from './interpreter/array.ts';
import { interpret } from './interpreter/interpret.ts';

/** What an exporter gets of a program whose weights are drawn by their names. */
export function drawnSubject(
  program: Program,
  pixels: PixelDomain = 'unit',
  options: ExportOptions = { fold: false, quantize: 'none' },
): ExportSubject {
  const values = new Map(program.variables.map(({ path, shape }) => [path, drawWeight(path, shape)]));
  return prepareExport(
    program,
    values,
    {
      name: '0001-drawn',
      train: program.train,
      model: program.model.model,
      weights: 'last',
      version: '0.0.0',
      main: 'drawn.net',
      sources: {},
      inputs: program.inputs.map((input) => ({
        ...input,
        resize: defaultResize,
        pixels,
        map: pixelMap(pixels, undefined),
      })),
      outputs: program.outputs
        .filter(({ trainOnly }) => !trainOnly)
        .map(({ name, shape, label, margin }) => ({
          name,
          shape,
          kind: label?.kind,
          classes: label?.classes ?? [],
          margin,
        })),
    },
    options,
  );
}

/** Levels for every input of a subject, by the inputs' names. */
export function drawnLevels(subject: ExportSubject, samples: number): Readonly<Record<string, NdArray>> {
  return Object.fromEntries(
    subject.facts.inputs.map(({ name, shape }) => {
      const whole = [samples, ...shape];
      const count = whole.reduce((product, size) => product * size, 1);
      return [
        name,
        arrayOf(
          whole,
          uniform(`${name} levels`, count).map((u) => Math.floor(256 * u)),
        ),
      ];
    }),
  );
}

/** What a subject's graph makes of levels, by the definitions of its ops; by the outputs' names. */
export function interpreted(
  { graph, weights }: Pick<ExportSubject, 'graph' | 'weights'>,
  levels: Readonly<Record<string, NdArray>>,
): Readonly<Record<string, NdArray>> {
  const samples = Object.values(levels)[0]?.shape[0] ?? 1;
  const { outputs } = interpret(graph, {
    feeds: Object.fromEntries(Object.entries(levels).map(([name, array]) => [`input/${name}`, array])),
    variables: new Map(weights.map(({ path, shape, data }) => [path, arrayOf(shape, data)])),
    samples,
  });
  return Object.fromEntries(
    Object.entries(outputs).map(([name, array]) => [name.replace('prediction/', ''), array]),
  );
}

/** Kinds of op in a graph. */
export const opsOf = (graph: OpGraph): ReadonlySet<string> => new Set(graph.nodes.map(({ kind }) => kind));

/** A shape with the number of samples filled in. */
export const filled = (shape: readonly number[], samples: number): readonly number[] =>
  shape.map((size) => (size === BATCH ? samples : size));
