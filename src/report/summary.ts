import type { LayerGraph } from '../ir/layer-graph.ts';
import type { Program } from '../ir/program.ts';

/** What `netc summary --json` prints. */
export interface Summary {
  readonly models: Readonly<Record<string, ModelSummary>>;
  readonly trains: Readonly<Record<string, TrainSummary>>;
}

export interface ModelSummary {
  readonly params: number;
  readonly trainable: number;
  readonly nonTrainable: number;
  readonly layers: readonly LayerSummary[];
}

export interface LayerSummary {
  readonly path: string;
  readonly kind: string;
  /** Without the batch. */
  readonly output: readonly number[];
  readonly params: number;
}

export interface TrainSummary {
  readonly phases: readonly { readonly name: string; readonly trainable: number; readonly frozen: number }[];
}

/** The numbers of a file's models and trains, as machines read them. */
export function summarize(models: readonly LayerGraph[], programs: readonly Program[]): Summary {
  return {
    models: Object.fromEntries(models.map((model) => [model.model, summarizeModel(model)])),
    trains: Object.fromEntries(programs.map((program) => [program.train, summarizeTrain(program)])),
  };
}

function summarizeModel({ weights, layers }: LayerGraph): ModelSummary {
  const params = parameterCount(weights);
  const trainable = parameterCount(weights.filter((weight) => weight.trainable));
  return {
    params,
    trainable,
    nonTrainable: params - trainable,
    layers: layers.map(({ path, kind, shape, parameters }) => ({
      path,
      kind,
      output: shape,
      params: parameters,
    })),
  };
}

function summarizeTrain(program: Program): TrainSummary {
  return {
    phases: program.phases.map(({ name, trainable, frozen }) => ({
      name,
      trainable: parametersAt(program, trainable),
      frozen: parametersAt(program, frozen),
    })),
  };
}

/** Numbers in the variables at these paths. */
export function parametersAt({ variables }: Program, paths: readonly string[]): number {
  const chosen = new Set(paths);
  return parameterCount(variables.filter(({ path }) => chosen.has(path)));
}

/** Numbers in all these weights together. */
export function parameterCount(weights: readonly { readonly shape: readonly number[] }[]): number {
  return weights.reduce((sum, { shape }) => sum + shape.reduce((count, size) => count * size, 1), 0);
}
