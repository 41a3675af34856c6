import { elements } from '../typecheck/layers/sizes.ts';
import type { LayerGraph, LayerNode, Origin, Weight } from './layer-graph.ts';
import { layerDefinition, positionAt } from './upstream.ts';
import type { LayerCall, Span, TypedModel } from './upstream.ts';

/** Where a span begins, as plain data. */
export function originOf(path: string, { file, start }: Span): Origin {
  return { path, file: file.path, line: positionAt(file, start).line };
}

/** A checked model with its weights by path and what each layer costs; shared layers bring their weights once. */
export function buildLayerGraph(model: TypedModel): LayerGraph {
  const weights = new Map<string, Weight>();
  const layers = model.layers.map((call) => {
    const own = weightsOf(call);
    const fresh = own.filter((weight) => !weights.has(weight.path));
    for (const weight of fresh) weights.set(weight.path, weight);
    return layerNode(call, own, fresh);
  });
  return {
    model: model.name,
    inputs: model.inputs.map(({ id, name, shape }) => ({ id, name, shape })),
    layers,
    outputs: model.outputs.map(({ name, tensor, shape, trainOnly }) => ({ name, tensor, shape, trainOnly })),
    weights: [...weights.values()],
  };
}

/** Path of the layer that a weight belongs to: `base.conv1` of `base.conv1/kernel`. */
export function layerOfWeight(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function weightsOf(call: LayerCall): readonly Weight[] {
  return layerDefinition(call.kind)
    .weights(call.inputShapes, call.options)
    .map(({ name, ...weight }) => ({ path: `${call.weightsPath}/${name}`, ...weight }));
}

function layerNode(call: LayerCall, own: readonly Weight[], fresh: readonly Weight[]): LayerNode {
  const { id, kind, path, options, inputs, inputShapes, shape, trainOnly } = call;
  return {
    id,
    kind,
    path,
    options,
    inputs,
    inputShapes,
    shape,
    weights: own.map((weight) => weight.path),
    parameters: fresh.reduce((sum, weight) => sum + parametersOf(weight), 0),
    flops: layerDefinition(kind).flops(inputShapes, shape, options),
    trainOnly,
    origin: originOf(path, call.span),
  };
}

/** Numbers that a weight consists of. */
export function parametersOf(weight: Pick<Weight, 'shape'>): number {
  return elements(weight.shape);
}
