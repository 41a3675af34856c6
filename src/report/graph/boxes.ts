import type { LayerGraph, LayerNode } from '../../ir/layer-graph.ts';
import { counted } from '../numbers.ts';
import { familyOf, layerWords } from './describe-layer.ts';
import type { Box } from './picture.ts';

/** Layers that are shown in one box, in their order. */
export interface Group {
  readonly id: string;
  /** The path of the box: a layer's, or what the paths of all its layers begin with. */
  readonly path: string;
  readonly block: boolean;
  readonly layers: LayerNode[];
}

/** Layers that are shown in the box of the layer they follow: they change no shape and have little of their own. */
const followers: ReadonlySet<string> = new Set([
  ...[
    'batchnorm',
    'layernorm',
    'groupnorm',
    'lrn',
    'dropout',
    'spatial_dropout',
    'softmax',
    'sigmoid',
    'tanh',
  ],
  ...['relu', 'relu6', 'leaky_relu', 'elu', 'selu', 'gelu', 'swish', 'softplus', 'softsign', 'mish'],
  ...['hard_sigmoid', 'hard_swish'],
]);

/** How much of a network is shown: paths to a depth, but what somebody opened one step more, and what they folded not. */
export interface Detail {
  /** Steps of paths that are shown. */
  readonly depth: number;
  /** Paths below which one step is shown at least. */
  readonly open?: readonly string[] | undefined;
  /** Paths below which nothing is shown. */
  readonly folded?: readonly string[] | undefined;
}

/** Which layers share a box: those whose paths agree for all the steps that are shown, and chains of small layers. */
export function groupLayers({ layers, outputs }: LayerGraph, detail: Detail): readonly Group[] {
  const uses = new Map<number, number>();
  for (const id of [...layers.flatMap(({ inputs }) => inputs), ...outputs.map(({ tensor }) => tensor)])
    uses.set(id, (uses.get(id) ?? 0) + 1);
  const groups = new Map<string, Group>();
  const groupOf = new Map<number, Group>();
  for (const layer of layers) {
    const steps = layer.path.split('.');
    const shown = stepsShown(layer.path, detail);
    const block = steps.length > shown;
    const path = block ? steps.slice(0, shown).join('.') : layer.path;
    const id = `${block ? 'block' : 'layer'}:${path}`;
    const [input] = layer.inputs;
    const before = input === undefined ? undefined : groupOf.get(input);
    const follows =
      !block &&
      before !== undefined &&
      !before.block &&
      layer.inputs.length === 1 &&
      uses.get(input ?? -1) === 1 &&
      followers.has(layer.kind) &&
      before.layers.every((other) => other.trainOnly === layer.trainOnly) &&
      isAtOrAbove(parentOf(layer.path), parentOf(before.path));
    const group = follows ? before : (groups.get(id) ?? { id, path, block, layers: [] });
    group.layers.push(layer);
    groups.set(group.id, group);
    groupOf.set(layer.id, group);
  }
  return [...groups.values()];
}

function stepsShown(layer: string, { depth, open = [], folded = [] }: Detail): number {
  const steps = (paths: readonly string[]): readonly number[] =>
    paths.filter((path) => layer.startsWith(`${path}.`)).map((path) => path.split('.').length);
  const opened = Math.max(depth, ...steps(open).map((count) => count + 1));
  return Math.min(opened, ...steps(folded));
}

/** Whether a scope is another one or has it inside. */
function isAtOrAbove(scope: string, other: string): boolean {
  return scope === other || other.startsWith(`${scope}.`);
}

/** The path above a path; empty at the top. */
export function parentOf(path: string): string {
  return path.split('.').slice(0, -1).join('.');
}

/** @param trained paths of the weights that a phase trains; undefined without a phase */
export function boxOf(group: Group, trained: ReadonlySet<string> | undefined): Box {
  const { id, path, block, layers } = group;
  const [first] = layers;
  const weights = layers.flatMap((layer) => layer.weights);
  return {
    id,
    family: block || first === undefined ? 'block' : familyOf(first),
    path,
    lines: block ? [path.split('.').at(-1) ?? path, counted(layers.length, 'layer')] : layers.map(layerWords),
    layers: layers.length,
    parameters: layers.reduce((sum, { parameters }) => sum + parameters, 0),
    frozen:
      trained === undefined || weights.length === 0
        ? undefined
        : !weights.some((weight) => trained.has(weight)),
    trainOnly: layers.every(({ trainOnly }) => trainOnly),
    line: first?.origin.line,
  };
}
