import { layerOfWeight } from '../build-layer-graph.ts';
import type { GraphBuilder } from '../graph-builder.ts';
import type { LayerGraph, LayerNode } from '../layer-graph.ts';
import { BATCH } from '../op-graph.ts';
import type { ValueId } from '../op-graph.ts';
import { float32, int32 } from '../tensor-type.ts';
import { layerDefinition } from '../upstream.ts';
import type { LayerContext } from './layer-context.ts';
import { layerLowering } from './layer-lowerings.ts';

/** In training, layers named in `frozen` (by path) keep their weights and statistics. */
export type Mode =
  { readonly training: false } | { readonly training: true; readonly frozen: ReadonlySet<string> };

export interface LoweredModel {
  /** Value of each output, by name. */
  readonly outputs: ReadonlyMap<string, ValueId>;
  /** Effects that keep the statistics (moving averages) up to date. */
  readonly updates: readonly ValueId[];
}

/** Adds a model's layers to a graph; outside of training, without what exists for training only. */
export function lowerModel(builder: GraphBuilder, model: LayerGraph, mode: Mode): LoweredModel {
  const tensors = new Map<number, ValueId>();
  const shapes = new Map(model.weights.map((weight) => [weight.path, weight.shape]));
  const statistics = new Map<string, ValueId>();
  // Numbered among the layers that draw, whatever the mode: a layer's numbers do not depend on the others' kinds.
  const drawing = model.layers.filter((layer) => layerDefinition(layer.kind).trainOnly === true);
  const streams = new Map(drawing.map((layer, index) => [layer.path, index]));

  const tensor = (id: number): ValueId => {
    const value = tensors.get(id);
    if (value === undefined) throw new Error(`${model.model} uses tensor ${id} before it is computed.`);
    return value;
  };
  const read = (path: string): ValueId => builder.read(path, shapes.get(path) ?? []);

  const context = (layer: LayerNode): LayerContext => {
    const inputs = layer.inputs.map(tensor);
    const path = (name: string): string | undefined =>
      layer.weights.find((weight) => weight.endsWith(`/${name}`));
    const optionalWeight = (name: string): ValueId | undefined => {
      const found = path(name);
      return found === undefined ? undefined : read(found);
    };
    return {
      builder,
      layer,
      inputs,
      x: tensor(layer.inputs[0] ?? -1),
      training: mode.training,
      frozen: mode.training && layer.weights.some((weight) => mode.frozen.has(layerOfWeight(weight))),
      weight: (name) => optionalWeight(name) ?? missingWeight(layer, name),
      optionalWeight,
      updateStatistic: (name, next) => {
        const found = path(name) ?? missingWeight(layer, name);
        statistics.set(found, next(statistics.get(found) ?? read(found)));
      },
      randomUniform: (shape) => {
        const stream = streams.get(layer.path);
        if (stream === undefined) throw new Error(`${layer.kind} is not registered as a layer that draws.`);
        const seed = builder.input('seed', int32([2]));
        return builder.add('random_uniform', [seed], { stream }, float32(shape));
      },
    };
  };

  for (const { id, name, shape } of model.inputs) {
    tensors.set(id, builder.input(`input/${name}`, float32([BATCH, ...shape])));
  }
  for (const layer of model.layers) {
    if (layer.trainOnly && !mode.training) continue;
    builder.origin = layer.origin;
    tensors.set(layer.id, layerLowering(layer.kind)(context(layer)));
  }
  const outputs = model.outputs.filter((output) => mode.training || !output.trainOnly);
  return {
    outputs: new Map(outputs.map((output) => [output.name, tensor(output.tensor)])),
    updates: [...statistics].map(([variable, value]) => {
      builder.origin = builder.node(value).origin;
      return builder.add('assign', [value], { variable });
    }),
  };
}

function missingWeight(layer: LayerNode, name: string): never {
  throw new Error(`${layer.kind} ${layer.path} has no weight "${name}".`);
}
