import type { LayerGraph, LayerNode, Weight } from '../ir/layer-graph.ts';
import type { PlainValue } from '../typecheck/typed-module.ts';
import { parametersOf } from '../ir/build-layer-graph.ts';

/** What `netc diff --json` prints. */
export interface Diff {
  readonly models: readonly ModelDiff[];
  /** Models that have no counterpart. */
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
}

/** Two models side by side, layers matched by path. */
export interface ModelDiff {
  readonly before: string;
  readonly after: string;
  readonly layers: readonly LayerDiff[];
  /** Layers that are the same on both sides. */
  readonly unchanged: number;
  readonly totals: { readonly before: Totals; readonly after: Totals };
  readonly weights: WeightsDiff;
}

export interface Totals {
  readonly layers: number;
  readonly params: number;
  readonly trainable: number;
  /** Of one sample, forward. */
  readonly flops: number;
}

export interface LayerDiff {
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly before: LayerSide | null;
  readonly after: LayerSide | null;
  /** Options that differ; of another kind, none are compared. */
  readonly options: readonly {
    readonly name: string;
    readonly before: PlainValue;
    readonly after: PlainValue;
  }[];
}

export interface LayerSide {
  readonly kind: string;
  readonly output: readonly number[];
  readonly params: number;
}

/** Weights go over by path, where their shapes are equal. */
export interface WeightsDiff {
  readonly carried: { readonly count: number; readonly params: number };
  readonly fresh: readonly FreshWeight[];
  /** Weights before that nothing takes. */
  readonly dropped: readonly { readonly path: string; readonly shape: readonly number[] }[];
}

export interface FreshWeight {
  readonly path: string;
  readonly shape: readonly number[];
  readonly reason: 'new path' | 'other shape';
  /** The shape before, where that is the reason. */
  readonly before: readonly number[] | null;
}

/**
 * Compares the models of two files: those of one name with each other, and the others in their order.
 * @param only compares the models of this name; where just one side has it, with the first model of the other
 */
export function diffModels(before: readonly LayerGraph[], after: readonly LayerGraph[], only?: string): Diff {
  const [left, right] = only === undefined ? [before, after] : [named(before, only), named(after, only)];
  const names = new Set(right.map(({ model }) => model));
  const same = left.filter(({ model }) => names.has(model));
  const taken = new Set(same.map(({ model }) => model));
  const leftOver = left.filter(({ model }) => !taken.has(model));
  const rightOver = right.filter(({ model }) => !taken.has(model));
  const pairs = [
    ...same.flatMap((model) =>
      right.filter((other) => other.model === model.model).map((other) => [model, other] as const),
    ),
    ...leftOver.flatMap((model, index) => {
      const other = rightOver[index];
      return other === undefined ? [] : [[model, other] as const];
    }),
  ];
  return {
    models: pairs.map(([model, other]) => diffModel(model, other)),
    onlyBefore: leftOver.slice(rightOver.length).map(({ model }) => model),
    onlyAfter: rightOver.slice(leftOver.length).map(({ model }) => model),
  };
}

/** Two models, layers matched by path, in the order of the second; what was removed stands where it was. */
export function diffModel(before: LayerGraph, after: LayerGraph): ModelDiff {
  const [old, fresh] = [byPath(before), byPath(after)];
  const layers: LayerDiff[] = [];
  let unchanged = 0;
  for (const path of inOrder(before.layers.map(pathOf), after.layers.map(pathOf))) {
    const diff = diffLayer(path, old.get(path), fresh.get(path));
    if (diff === undefined) unchanged++;
    else layers.push(diff);
  }
  return {
    before: before.model,
    after: after.model,
    layers,
    unchanged,
    totals: { before: totals(before), after: totals(after) },
    weights: diffWeights(before.weights, after.weights),
  };
}

const pathOf = ({ path }: LayerNode): string => path;

function named(models: readonly LayerGraph[], name: string): readonly LayerGraph[] {
  const found = models.filter(({ model }) => model === name);
  return found.length > 0 ? found : models.slice(0, 1);
}

function byPath({ layers }: LayerGraph): ReadonlyMap<string, LayerNode> {
  return new Map(layers.map((layer) => [layer.path, layer] as const));
}

/** Every path once: those of `after` in order, each of the others behind the one that it followed in `before`. */
function inOrder(before: readonly string[], after: readonly string[]): readonly string[] {
  const kept = new Set(after);
  const following = new Map<string, string[]>();
  let last = '';
  for (const path of before) {
    if (kept.has(path)) {
      last = path;
      continue;
    }
    const behind = following.get(last);
    if (behind === undefined) following.set(last, [path]);
    else behind.push(path);
  }
  return [...(following.get('') ?? []), ...after.flatMap((path) => [path, ...(following.get(path) ?? [])])];
}

function diffLayer(
  path: string,
  before: LayerNode | undefined,
  after: LayerNode | undefined,
): LayerDiff | undefined {
  const sides = { before: sideOf(before), after: sideOf(after) };
  if (before === undefined || after === undefined) {
    return { path, change: before === undefined ? 'added' : 'removed', ...sides, options: [] };
  }
  const options = before.kind === after.kind ? diffOptions(before, after) : [];
  if (options.length === 0 && JSON.stringify(sides.before) === JSON.stringify(sides.after)) return undefined;
  return { path, change: 'changed', ...sides, options };
}

function diffOptions(before: LayerNode, after: LayerNode): LayerDiff['options'] {
  return Object.keys(after.options)
    .map((name) => ({ name, before: before.options[name] ?? null, after: after.options[name] ?? null }))
    .filter((option) => JSON.stringify(option.before) !== JSON.stringify(option.after));
}

function sideOf(layer: LayerNode | undefined): LayerSide | null {
  return layer === undefined ? null : { kind: layer.kind, output: layer.shape, params: layer.parameters };
}

function totals({ layers, weights }: LayerGraph): Totals {
  const count = (chosen: readonly Weight[]): number =>
    chosen.reduce((sum, weight) => sum + parametersOf(weight), 0);
  return {
    layers: layers.length,
    params: count(weights),
    trainable: count(weights.filter(({ trainable }) => trainable)),
    flops: layers.reduce((sum, layer) => sum + layer.flops, 0),
  };
}

function diffWeights(before: readonly Weight[], after: readonly Weight[]): WeightsDiff {
  const old = new Map(before.map((weight) => [weight.path, weight.shape] as const));
  const paths = new Set(after.map(({ path }) => path));
  const fits = ({ path, shape }: Weight): boolean => old.get(path)?.join() === shape.join();
  const carried = after.filter(fits);
  return {
    carried: {
      count: carried.length,
      params: carried.reduce((sum, weight) => sum + parametersOf(weight), 0),
    },
    fresh: after
      .filter((weight) => !fits(weight))
      .map(({ path, shape }) => ({
        path,
        shape,
        reason: old.has(path) ? 'other shape' : 'new path',
        before: old.get(path) ?? null,
      })),
    dropped: before.filter(({ path }) => !paths.has(path)).map(({ path, shape }) => ({ path, shape })),
  };
}
