import type { LayerGraph } from '../ir/layer-graph.ts';
import type { Program } from '../ir/program.ts';
import type { LayerRow } from './layer-rows.ts';
import { foldRows, layerRows, phasesOf } from './layer-rows.ts';

/** What `netc summary --json` prints. */
export interface Summary {
  readonly models: Readonly<Record<string, ModelSummary>>;
  readonly trains: Readonly<Record<string, TrainSummary>>;
}

export interface ModelSummary {
  readonly params: number;
  readonly trainable: number;
  readonly nonTrainable: number;
  /** Of one sample, forward. */
  readonly flops: number;
  /** What the results of all layers take, for one sample. */
  readonly activationBytes: number;
  readonly layers: readonly LayerSummary[];
  /** With a depth: the layers below each path of so many steps together. */
  readonly blocks?: readonly BlockSummary[];
}

export interface LayerSummary {
  readonly path: string;
  readonly kind: string;
  /** Without the batch. */
  readonly output: readonly number[];
  readonly params: number;
  /** Of one sample, forward. */
  readonly flops: number;
  readonly activationBytes: number;
  readonly connectedTo: readonly string[];
  readonly trainOnly: boolean;
  /** Numbers that each phase trains, by `train.phase`. */
  readonly trainable: Readonly<Record<string, number>>;
}

export interface BlockSummary {
  readonly path: string;
  readonly layers: number;
  /** Of the last layer. */
  readonly output: readonly number[];
  readonly params: number;
  readonly flops: number;
  readonly activationBytes: number;
  readonly connectedTo: readonly string[];
  readonly trainable: Readonly<Record<string, number>>;
}

export interface TrainSummary {
  readonly phases: readonly { readonly name: string; readonly trainable: number; readonly frozen: number }[];
}

/**
 * The numbers of a file's models and trains, as machines read them.
 * @param depth adds totals by paths of so many steps
 */
export function summarize(
  models: readonly LayerGraph[],
  programs: readonly Program[],
  depth?: number,
): Summary {
  return {
    models: Object.fromEntries(models.map((model) => [model.model, summarizeModel(model, programs, depth)])),
    trains: Object.fromEntries(programs.map((program) => [program.train, summarizeTrain(program)])),
  };
}

function summarizeModel(
  model: LayerGraph,
  programs: readonly Program[],
  depth: number | undefined,
): ModelSummary {
  const params = parameterCount(model.weights);
  const trainable = parameterCount(model.weights.filter((weight) => weight.trainable));
  const phases = phasesOf(model, programs);
  const rows = layerRows(model, phases);
  const numbers = ({
    output,
    params: own,
    flops,
    activationBytes,
    connectedTo,
    trainable: trained,
  }: LayerRow) => ({
    output,
    params: own,
    flops,
    activationBytes,
    connectedTo,
    trainable: Object.fromEntries(
      phases.map(({ train, phase }, index) => [`${train}.${phase}`, trained[index] ?? 0]),
    ),
  });
  return {
    params,
    trainable,
    nonTrainable: params - trainable,
    flops: rows.reduce((sum, row) => sum + row.flops, 0),
    activationBytes: rows.reduce((sum, row) => sum + row.activationBytes, 0),
    layers: rows.map((row) => ({
      path: row.path,
      kind: row.kind ?? '',
      ...numbers(row),
      trainOnly: row.trainOnly,
    })),
    ...(depth !== undefined && {
      blocks: foldRows(rows, depth).map((row) => ({ path: row.path, layers: row.layers, ...numbers(row) })),
    }),
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
