import { layerOfWeight } from '../../ir/build-layer-graph.ts';
import { takesPhotos, type ExportSubject, type PhotoInput } from '../export/export-subject.ts';
import { kerasLayer, type KerasLayer } from './layer-table.ts';

/** Index of a call in `KerasNetwork.calls`. */
export type CallId = number;

/** One statement of the program that builds the model: something gives a tensor. */
export type KerasCall =
  | { readonly kind: 'input'; readonly path: string; readonly shape: readonly number[] }
  /** Channels in the other order: an operation of Keras, which is no layer. */
  | { readonly kind: 'flip'; readonly path: string; readonly inputs: readonly CallId[] }
  | {
      readonly kind: 'layer';
      readonly path: string;
      readonly inputs: readonly CallId[];
      readonly layer: NamedLayer;
    };

/** A layer, which several calls may share. */
export interface NamedLayer extends KerasLayer {
  /** The path under which its weights stand: `base.conv1`. */
  readonly name: string;
  /** Paths of its weights in Keras's order, which is that of the registry. */
  readonly weights: readonly string[];
}

export interface KerasNetwork {
  readonly name: string;
  /** In an order in which they can be computed. */
  readonly calls: readonly KerasCall[];
  readonly inputs: ReadonlyMap<string, CallId>;
  readonly outputs: ReadonlyMap<string, CallId>;
}

/** What the program calls, from levels of grey to predictions; without what exists for training only, but for dropout. */
export function kerasNetwork({ program, facts }: ExportSubject): KerasNetwork {
  const calls: KerasCall[] = [];
  const tensors = new Map<number, CallId>();
  const layers = new Map<string, NamedLayer>();
  const inputs = new Map<string, CallId>();
  const add = (call: KerasCall): CallId => calls.push(call) - 1;
  const call = (id: number): CallId => {
    const found = tensors.get(id);
    if (found === undefined) throw new Error(`Keras: tensor ${id} is used before it is made`);
    return found;
  };

  for (const { id, name, shape } of program.model.inputs) {
    const levels = add({ kind: 'input', path: name, shape });
    inputs.set(name, levels);
    const fact = facts.inputs.find((input) => input.name === name);
    const isPhoto = fact !== undefined && takesPhotos(fact);
    tensors.set(id, isPhoto ? preprocessed(fact, levels, add) : levels);
  }
  for (const node of program.model.layers) {
    if (node.trainOnly) continue;
    const [weight] = node.weights;
    const name = weight === undefined ? node.path : layerOfWeight(weight);
    const layer = layers.get(name) ?? { ...kerasLayer(node), name, weights: node.weights };
    layers.set(name, layer);
    tensors.set(node.id, add({ kind: 'layer', path: node.path, inputs: node.inputs.map(call), layer }));
  }
  const outputs = program.model.outputs.filter(({ trainOnly }) => !trainOnly);
  return {
    name: program.model.model,
    calls,
    inputs,
    outputs: new Map(outputs.map(({ name, tensor }) => [name, call(tensor)])),
  };
}

/** What the data's pixel domain makes of levels. */
function preprocessed({ name, map }: PhotoInput, levels: CallId, add: (call: KerasCall) => CallId): CallId {
  const flipped = map.reversed ? add({ kind: 'flip', path: `${name}.reversed`, inputs: [levels] }) : levels;
  const path = `${name}.pixels`;
  const [scale, offset] = [alike(map.scale), alike(map.offset)];
  if (scale === 1 && offset === 0) return flipped;
  const layer = {
    type: 'Rescaling',
    positional: [scale],
    named: { offset: offset === 0 ? undefined : offset },
  };
  return add({ kind: 'layer', path, inputs: [flipped], layer: { ...layer, name: path, weights: [] } });
}

/** One number where all channels have the same. */
function alike(values: readonly number[]): number | readonly number[] {
  const [first = 0] = values;
  return values.every((value) => value === first) ? first : values;
}
