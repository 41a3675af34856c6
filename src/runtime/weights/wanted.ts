import type { LayerGraph, LayerNode } from '../../ir/layer-graph.ts';
import type { WeightRequest } from '../../ir/program.ts';
import type { Shape } from '../../typecheck/typed-module.ts';

/** A layer that is to begin with weights from elsewhere. */
export interface WantedLayer {
  /** In the model: `base.block1.conv1`. */
  readonly path: string;
  /** Below its block: `block1.conv1`. */
  readonly name: string;
  readonly kind: string;
  readonly parts: readonly WantedPart[];
  /** Of a dense layer behind a `flatten`: the shape of the image that was flattened. */
  readonly flattened: Shape | undefined;
}

/** One weight of it. */
export interface WantedPart {
  /** Of the program's variable: `base.block1.conv1/kernel`. */
  readonly path: string;
  /** `kernel`. */
  readonly part: string;
  readonly shape: Shape;
}

/** The layers of a request that have weights, in the model's order. */
export function wantedLayers(
  { layers }: Pick<WeightRequest, 'layers'>,
  graph: LayerGraph,
): readonly WantedLayer[] {
  const shapes = new Map(graph.weights.map(({ path, shape }) => [path, shape]));
  const nodes = new Map(graph.layers.map((node) => [node.path, node]));
  return layers.flatMap(({ path, name }) => {
    const node = nodes.get(path);
    if (node === undefined || node.weights.length === 0) return [];
    const parts = node.weights.map((weight) => ({
      path: weight,
      part: weight.slice(weight.lastIndexOf('/') + 1),
      shape: shapes.get(weight) ?? [],
    }));
    return [{ path, name, kind: node.kind, parts, flattened: flattenedInto(node, graph) }];
  });
}

/** Layers that leave each number in its place. */
const inPlace = new Set(['dropout', 'relu', 'relu6', 'rescale']);

function flattenedInto({ kind, inputs }: LayerNode, { layers }: LayerGraph): Shape | undefined {
  if (kind !== 'dense') return undefined;
  let source = layers.find(({ id }) => id === inputs[0]);
  while (source !== undefined && inPlace.has(source.kind)) {
    const [input] = source.inputs;
    source = layers.find(({ id }) => id === input);
  }
  return source?.kind === 'flatten' ? source.inputShapes[0] : undefined;
}
