import { readFileSync } from 'node:fs';
import { compile } from '../../src/ir/compile.ts';
import type { Program } from '../../src/ir/program.ts';
import { parse } from '../../src/parser/parse.ts';
import type { Session, Tensors } from '../../src/runtime/engines/engine.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';
import { drawWeight, uniform } from '../support/draws.ts';

/** A tensor in few numbers: its Euclidean norm and some of its elements. */
export interface Digest {
  readonly shape: readonly number[];
  readonly norm: number;
  readonly samples: readonly number[];
}

/** A network in Keras, as scripts/oracles/networks.py writes it. */
export interface NetworkCase {
  readonly name: string;
  readonly program: string;
  readonly train: string;
  readonly batch: number;
  readonly classes: number;
  /** Width in pixels of the squares of one colour that its photos are made of. */
  readonly block: number;
  readonly layers: readonly {
    readonly path: string;
    readonly output: readonly number[];
    readonly parameters: number;
  }[];
  readonly evaluate: { readonly loss: number; readonly prediction: readonly number[] };
  /** Of the first batch, in training mode. */
  readonly gradients: Readonly<Record<string, Digest>>;
  readonly steps: { readonly losses: readonly number[] };
  /** Every weight and moving average after the steps. */
  readonly after: Readonly<Record<string, Digest>>;
}

export function networkCases(fixture = 'networks'): readonly NetworkCase[] {
  const text = readFileSync(new URL(`../fixtures/${fixture}.json`, import.meta.url), 'utf8');
  // The fixture is ours, written in this form.
  return JSON.parse(text) as readonly NetworkCase[];
}

/**
 * Compiles one train of a program; `optimizer` takes the place of what the program says, and layers of the `frozen` kinds
 * are frozen in every phase.
 */
export function compileNetwork(
  name: string,
  train: string,
  optimizer?: string,
  frozen: readonly string[] = [],
): Program {
  const written = readFileSync(new URL(`programs/${name}.net`, import.meta.url), 'utf8');
  const text =
    optimizer === undefined ? written : written.replaceAll(/optimizer: .*/g, `optimizer: ${optimizer}`);
  const parsed = parse(sourceFile(`${name}.net`, text));
  const checked = check(parsed.value, {});
  const problems = [...parsed.diagnostics, ...checked.diagnostics].filter(
    ({ severity }) => severity === 'error',
  );
  if (problems.length > 0) throw new Error(problems.map(({ title }) => title).join('\n'));
  const typed = checked.value;
  const paths = typed.models.flatMap(({ layers }) =>
    layers.filter(({ kind }) => frozen.includes(kind)).map(({ path }) => path),
  );
  const trains = typed.trains.map((each) => ({
    ...each,
    phases: each.phases.map((phase) => ({ ...phase, frozen: [...phase.frozen, ...paths] })),
  }));
  return compile({ ...typed, trains }, train).value;
}

/**
 * The weights that the oracle began with, drawn by the names it has for them; optimisers' slots begin as the program
 * says.
 */
export function beginningValues(
  program: Program,
  nameOf: (path: string) => string = (path) => path,
): Map<string, Float32Array> {
  return new Map(
    program.variables.map(({ path, shape, role, initializer }) => {
      if (role !== 'slot') return [path, drawWeight(nameOf(path), shape)];
      const count = shape.reduce((product, size) => product * size, 1);
      return [path, new Float32Array(count).fill(initializer.kind === 'constant' ? initializer.value : NaN)];
    }),
  );
}

/** Batch number `step` of a case: photos and labels. */
export function batchOf(network: NetworkCase, program: Program, step: number): Tensors {
  const [input] = program.inputs;
  const [output] = program.outputs;
  if (input === undefined || output?.label === undefined)
    throw new Error('The program has no input or label.');
  const count = network.batch;
  const shape = [count, ...input.shape];
  const classes = uniform(`${network.name} labels ${step}`, count).map((u) =>
    Math.floor(u * network.classes),
  );
  return {
    [`input/${input.name}`]: {
      dtype: 'float32',
      shape,
      data: squares(`${network.name} images ${step}`, shape, network.block),
    },
    [`label/${output.label.name}`]:
      output.label.kind === 'class'
        ? { dtype: 'int32', shape: [count], data: Int32Array.from(classes) }
        : { dtype: 'float32', shape: [count, 1], data: classes },
  };
}

/** Photos `[count, height, width, channels]` of squares of one colour, `block` pixels wide. */
function squares(name: string, shape: readonly number[], block: number): Float32Array {
  const [count = 1, height = 1, width = 1, channels = 1] = shape;
  const [rows, columns] = [Math.ceil(height / block), Math.ceil(width / block)];
  const colours = uniform(name, count * rows * columns * channels);
  const pixels = new Float32Array(count * height * width * channels);
  let place = 0;
  for (let photo = 0; photo < count; photo++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const square = (photo * rows + Math.floor(y / block)) * columns + Math.floor(x / block);
        for (let channel = 0; channel < channels; channel++) {
          pixels[place++] = colours[square * channels + channel] ?? NaN;
        }
      }
    }
  }
  return pixels;
}

/** What a training step is fed besides its batch; `step` counts from 0. */
export function stepFeeds(program: Program, step: number): Tensors {
  const [phase] = program.phases;
  if (phase === undefined) throw new Error('The program has no phase.');
  const scalar = (value: number) => ({ dtype: 'float32', shape: [], data: Float32Array.of(value) }) as const;
  return {
    learning_rate: scalar(phase.learningRate),
    seed: { dtype: 'int32', shape: [2], data: Int32Array.of(program.seed, step) },
    ...(phase.betas && {
      beta1_power: scalar(phase.betas.beta1 ** (step + 1)),
      beta2_power: scalar(phase.betas.beta2 ** (step + 1)),
    }),
  };
}

/** Feeds that a graph asks for; engines refuse others. */
export function wanted(program: Program, feeds: Tensors): Tensors {
  const [phase] = program.phases;
  const names = new Set<string>();
  for (const node of phase?.trainStep.nodes ?? []) if (node.kind === 'input') names.add(node.attributes.name);
  return Object.fromEntries(Object.entries(feeds).filter(([name]) => names.has(name)));
}

/** Runs one training step and returns its loss. */
export async function trainStep(
  session: Session,
  network: NetworkCase,
  program: Program,
  step: number,
): Promise<number> {
  const feeds = { ...batchOf(network, program, step), ...stepFeeds(program, step) };
  const results = await session.run('train/0', wanted(program, feeds));
  return results['loss']?.data[0] ?? NaN;
}
