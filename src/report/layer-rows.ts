import { elements } from '../typecheck/layers/sizes.ts';
import type { LayerGraph, LayerNode } from '../ir/layer-graph.ts';
import type { Program } from '../ir/program.ts';
import { parametersOf } from '../ir/build-layer-graph.ts';

/** Of a float32. */
export const bytesPerNumber = 4;

/** A layer of a summary, or all layers below one path. */
export interface LayerRow {
  readonly path: string;
  /** Undefined for several layers. */
  readonly kind: string | undefined;
  readonly layers: number;
  /** Of the last layer. */
  readonly output: readonly number[];
  readonly params: number;
  /** Whether all its weights are those of an earlier layer. */
  readonly shared: boolean;
  readonly trainOnly: boolean;
  /** Numbers that each phase trains, in the order of `phases`. */
  readonly trainable: readonly number[];
  /** Of one sample, forward. */
  readonly flops: number;
  /** What its results take, for one sample. */
  readonly activationBytes: number;
  readonly connectedTo: readonly string[];
}

/** A phase of a train of the model. */
export interface PhaseColumn {
  readonly train: string;
  readonly phase: string;
  /** Paths of the weights that it trains. */
  readonly trainable: ReadonlySet<string>;
}

/** Every phase of every train of a model. */
export function phasesOf({ model }: LayerGraph, programs: readonly Program[]): readonly PhaseColumn[] {
  return programs
    .filter((program) => program.model.model === model)
    .flatMap(({ train, phases }) =>
      phases.map(({ name, trainable }) => ({ train, phase: name, trainable: new Set(trainable) })),
    );
}

/** One row a layer, in an order in which they can be computed. */
export function layerRows(model: LayerGraph, phases: readonly PhaseColumn[]): readonly LayerRow[] {
  const names = new Map([
    ...model.inputs.map(({ id, name }) => [id, name] as const),
    ...model.layers.map(({ id, path }) => [id, path] as const),
  ]);
  const sizes = new Map(model.weights.map((weight) => [weight.path, parametersOf(weight)] as const));
  const counted = new Set<string>();
  return model.layers.map((layer) => {
    const own = layer.weights.filter((path) => !counted.has(path));
    for (const path of own) counted.add(path);
    const trainable = phases.map((phase) =>
      own.reduce((sum, path) => sum + (phase.trainable.has(path) ? (sizes.get(path) ?? 0) : 0), 0),
    );
    return {
      path: layer.path,
      kind: layer.kind,
      layers: 1,
      output: layer.shape,
      params: layer.parameters,
      shared: layer.weights.length > 0 && own.length === 0,
      trainOnly: layer.trainOnly,
      trainable,
      flops: layer.flops,
      activationBytes: activationBytes(layer),
      connectedTo: layer.inputs.map((id) => names.get(id) ?? '?'),
    };
  });
}

/** Rows whose paths are the same for `depth` steps become one, which stands where the first of them stood. */
export function foldRows(rows: readonly LayerRow[], depth: number): readonly LayerRow[] {
  const place = (path: string): string => path.split('.').slice(0, depth).join('.');
  const groups = new Map<string, LayerRow[]>();
  for (const row of rows) {
    const group = groups.get(place(row.path));
    if (group === undefined) groups.set(place(row.path), [row]);
    else group.push(row);
  }
  return [...groups].map(([path, group]) => {
    const inside = new Set(group.map((row) => row.path));
    const outside = group.flatMap(({ connectedTo }) => connectedTo.filter((other) => !inside.has(other)));
    const [only] = group;
    const sum = (of: (row: LayerRow) => number): number => group.reduce((total, row) => total + of(row), 0);
    return {
      path,
      kind: group.length === 1 ? only?.kind : undefined,
      layers: group.length,
      output: group.at(-1)?.output ?? [],
      params: sum(({ params }) => params),
      shared: group.length === 1 && only?.shared === true,
      trainOnly: group.every(({ trainOnly }) => trainOnly),
      trainable: (only?.trainable ?? []).map((_, phase) => sum(({ trainable }) => trainable[phase] ?? 0)),
      flops: sum(({ flops }) => flops),
      activationBytes: sum((row) => row.activationBytes),
      connectedTo: [...new Set(outside.map(place))],
    };
  });
}

/** Bytes of a layer's result for one sample. */
export function activationBytes({ shape }: Pick<LayerNode, 'shape'>): number {
  return bytesPerNumber * elements(shape);
}
