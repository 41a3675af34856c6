import { defaultPixels, defaultResize } from '../../src/typecheck/data/read-pixels.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { span } from '../../src/source/span.ts';
import type { Span } from '../../src/source/span.ts';
import { layerDefinition } from '../../src/typecheck/layers/registry.ts';
import type { OptionDefinition } from '../../src/typecheck/layers/layer.ts';
import { lossOptions } from '../../src/typecheck/train/losses.ts';
import type { Regime } from '../../src/typecheck/regime.ts';
import { plainRegime } from '../../src/typecheck/regime.ts';
import type {
  Label,
  LayerCall,
  LayerOptions,
  LossTerm,
  MetricTerm,
  Optimizer,
  PlainValue,
  Shape,
  TensorId,
  TypedInput,
  TypedModel,
  TypedModule,
  TypedOutput,
  TypedPhase,
  TypedTrain,
} from '../../src/typecheck/typed-module.ts';

export const anywhere: Span = span(sourceFile('test.net', ''), 0, 0);

/** What a layer in a hand-built model may say beyond its kind and options. */
export interface CallDetails {
  readonly path?: string;
  readonly weightsPath?: string;
  readonly trainOnly?: boolean;
  readonly span?: Span;
}

/** Builds a typed model without source text: shapes, defaults and paths as the checker makes them. */
export class ModelSketch {
  private readonly inputs: TypedInput[] = [];
  private readonly layers: LayerCall[] = [];
  private readonly outputs: TypedOutput[] = [];
  private readonly shapes: Shape[] = [];
  private readonly counters = new Map<string, number>();

  constructor(
    private readonly name: string,
    private readonly scope = 'net',
  ) {}

  input(name: string, shape: Shape): TensorId {
    const id = this.shapes.push(shape) - 1;
    this.inputs.push({ id, name, shape, span: anywhere });
    return id;
  }

  /** Applies a layer; pairs may be one number, and missing options take their defaults. */
  layer(
    kind: string,
    from: TensorId | readonly TensorId[],
    options: LayerOptions = {},
    details: CallDetails = {},
  ): TensorId {
    const definition = layerDefinition(kind);
    const inputs = typeof from === 'number' ? [from] : from;
    const inputShapes = inputs.map((input) => this.shapes[input] ?? []);
    const filled = Object.fromEntries(
      definition.options.map((option) => [option.name, fill(option, options[option.name])]),
    );
    const result = definition.shape(inputShapes, filled);
    if ('problem' in result) throw new Error(`${kind}: ${JSON.stringify(result.problem)}`);
    const shape = result.shape.map((size) => {
      if (typeof size !== 'number') throw new Error(`${kind}: a symbolic size`);
      return size;
    });
    const count = (this.counters.get(kind) ?? 0) + 1;
    this.counters.set(kind, count);
    const path = details.path ?? `${this.scope}.${kind}${count}`;
    const id = this.shapes.push(shape) - 1;
    this.layers.push({
      id,
      kind,
      path,
      weightsPath: details.weightsPath ?? path,
      options: filled,
      inputs,
      inputShapes,
      shape,
      trainOnly: details.trainOnly ?? false,
      span: details.span ?? anywhere,
    });
    return id;
  }

  output(name: string, tensor: TensorId, trainOnly = false): this {
    this.outputs.push({ name, tensor, shape: this.shapes[tensor] ?? [], trainOnly, span: anywhere });
    return this;
  }

  model(): TypedModel {
    const { name, inputs, layers, outputs } = this;
    return { name, doc: '', span: anywhere, inputs, layers, outputs, pretrained: [] };
  }
}

function fill(option: OptionDefinition, given: PlainValue | undefined): PlainValue {
  const value = given ?? option.default ?? null;
  if (option.type.kind === 'pair' && typeof value === 'number') return [value, value];
  return value;
}

export const rmsprop = (learningRate: number, momentum = 0): Optimizer => ({
  kind: 'rmsprop',
  learningRate,
  weightDecay: 0,
  rho: 0.9,
  momentum,
  epsilon: 1e-7,
});

export const adam = (learningRate: number): Optimizer => ({
  kind: 'adam',
  learningRate,
  weightDecay: 0,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
});

export const sgd = (learningRate: number, momentum = 0, nesterov = false): Optimizer => ({
  kind: 'sgd',
  learningRate,
  weightDecay: 0,
  momentum,
  nesterov,
});

export const loss = (
  kind: LossTerm['kind'],
  output: string,
  label = output,
  weight = 1,
  options: LossTerm['options'] = {},
): LossTerm => ({
  kind,
  output,
  label,
  weight,
  options: {
    ...Object.fromEntries(
      lossOptions[kind].map(({ name, default: value }) => [name, typeof value === 'number' ? value : null]),
    ),
    ...options,
  },
  span: anywhere,
});

/** A phase of one epoch with what a test cares about. */
export function phase(
  objective: readonly LossTerm[],
  optimizer: Optimizer,
  rest: Partial<Omit<TypedPhase, 'objective' | 'optimizer' | 'regime'>> & {
    readonly regime?: Partial<Regime>;
  } = {},
): TypedPhase {
  return {
    name: 'all',
    span: anywhere,
    batch: 4,
    length: { kind: 'epochs', count: 1 },
    metrics: [] satisfies MetricTerm[],
    augment: undefined,
    cached: undefined,
    mix: undefined,
    classWeights: undefined,
    frozen: [],
    ...rest,
    regime: { ...plainRegime, ...rest.regime },
    objective,
    optimizer,
  };
}

/** A module with one data set (`photos`), one model and one train (`run`). */
export function typedModule(
  model: TypedModel,
  labels: readonly Label[],
  phases: readonly TypedPhase[],
): TypedModule {
  const train: TypedTrain = {
    name: 'run',
    doc: '',
    span: anywhere,
    model: model.name,
    dataset: 'photos',
    inputColumns: Object.fromEntries(model.inputs.map((input) => [input.name, 'image'])),
    seed: 0,
    precision: 'float32',
    weights: undefined,
    phases,
  };
  const [height = 1, width = 1] = model.inputs[0]?.shape ?? [];
  return {
    path: 'test.net',
    parameters: [],
    datasets: [
      {
        name: 'photos',
        doc: '',
        span: anywhere,
        source: { kind: 'images', path: 'photos', span: anywhere },
        images: [
          {
            name: 'image',
            path: [],
            size: { height, width, channels: 3 },
            resize: defaultResize,
            pixels: defaultPixels,
          },
        ],
        split: { kind: 'folders' },
        labels,
      },
    ],
    models: [model],
    trains: [train],
    ensembles: [],
  };
}
