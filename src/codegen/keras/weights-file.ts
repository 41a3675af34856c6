import type { ExportWeight } from '../export/export-subject.ts';
import { storedNumbers, type Quantization } from '../export/quantize.ts';
import { hdf5Pieces, type Hdf5Array, type Hdf5Group, type Hdf5Node } from '../hdf5/write-hdf5.ts';
import { layerOrder } from './layer-order.ts';
import type { KerasNetwork, NamedLayer } from './network.ts';
import { snakeCase } from './snake-case.ts';

/**
 * `model.weights.h5`, as Keras's `save_weights` writes it: `layers/conv2d_1/vars/0`, layers numbered by class in the order
 * of the model, with the layer's name beside its numbers.
 */
export function weightsFile(
  network: KerasNetwork,
  weights: readonly ExportWeight[],
  quantize: Quantization,
): readonly Uint8Array[] {
  const byPath = new Map(weights.map((weight) => [weight.path, weight]));
  const counts = new Map<string, number>();
  const layers = new Map<string, Hdf5Node>();
  for (const layer of layerOrder(network)) {
    const base = snakeCase(layer.type);
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    if (layer.weights.length === 0) continue;
    const name = count === 0 ? base : `${base}_${count}`;
    layers.set(name, group({ vars: variables(layer, byPath, quantize) }));
  }
  return hdf5Pieces(group({ layers: { kind: 'group', entries: layers, attributes: {} } }));
}

function variables(
  { name, weights }: NamedLayer,
  byPath: ReadonlyMap<string, ExportWeight>,
  quantize: Quantization,
): Hdf5Group {
  const arrays = weights.map((path, index) => {
    const weight = byPath.get(path);
    if (weight === undefined) throw new Error(`Keras: the weight ${path} has no numbers`);
    return [String(index), array(weight, quantize)] as const;
  });
  return { kind: 'group', entries: new Map(arrays), attributes: { name } };
}

function array(weight: ExportWeight, quantize: Quantization): Hdf5Array {
  const stored = storedNumbers(weight, quantize);
  if (stored.dtype === 'uint8') throw new Error("Keras's files say nothing of scales");
  return { kind: 'array', shape: weight.shape, data: stored.data };
}

const group = (entries: Readonly<Record<string, Hdf5Node>>): Hdf5Group => ({
  kind: 'group',
  entries: new Map(Object.entries(entries)),
  attributes: {},
});
