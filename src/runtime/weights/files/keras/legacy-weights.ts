import type { Problem } from '../../../problem.ts';
import { readFloats, type Dataset } from '../hdf5/dataset.ts';
import type { Hdf5File } from '../hdf5/hdf5-file.ts';
import { find, longTexts, type Group } from '../hdf5/tree.ts';
import { mostTensors, type FoundTensor } from '../make-weight-file.ts';
import type { ConfiguredLayer } from './config.ts';
import { legacyName } from './parts.ts';

/** Weights that belong to no layer, as Keras lists them. */
const topLevel = 'top_level_model_weights';

/**
 * Weights as Keras 2 writes them, and Keras 3 into `.h5`: an attribute names the layers, and one of each layer its weights.
 * @param group the root, or `model_weights` in the file of a whole model
 */
export function legacyWeights(
  group: Group,
  layers: readonly ConfiguredLayer[] | undefined,
  file: Hdf5File,
): readonly FoundTensor[] {
  const names = longTexts('layer_names', group, file);
  if (names === undefined) throw file.broken('it does not name its layers');
  if (new Set(names).size !== names.length) throw file.broken('it names a layer twice');
  const configured = new Map(layers?.map((layer) => [layer.name, layer]));
  const found: FoundTensor[] = [];
  for (const name of group.links.has(topLevel) && !names.includes(topLevel) ? [...names, topLevel] : names) {
    const layer = find(name, group, file);
    if (layer?.kind !== 'group') throw missing(file, name);
    const weights = longTexts('weight_names', layer, file) ?? [];
    const known = configured.get(name);
    for (const weight of weights) {
      const dataset = find(weight, layer, file);
      if (dataset?.kind !== 'dataset') throw missing(file, `${name}/${weight}`);
      found.push(foundTensor(legacyName(name, weight, known && known.layers !== undefined), dataset, file));
      if (found.length > mostTensors) throw file.broken('it names more weights than any network has');
    }
  }
  return distinct(found);
}

/** A dataset under the name that it has in the model. */
export function foundTensor(
  { layer, part }: { readonly layer: string; readonly part: string },
  dataset: Dataset,
  file: Hdf5File,
): FoundTensor {
  const { shape, type } = dataset;
  const { float } = type;
  return {
    tensor: { name: layer === '' ? part : `${layer}/${part}`, layer, part, shape, dtype: type.name },
    load: float && (() => readFloats(dataset, float, file)),
  };
}

/** Layers applied in several scopes may have weights of the same name: those after the first are numbered. */
function distinct(found: readonly FoundTensor[]): readonly FoundTensor[] {
  const uses = new Map<string, number>();
  return found.map(({ tensor, load }) => {
    const before = uses.get(tensor.name) ?? 0;
    uses.set(tensor.name, before + 1);
    if (before === 0) return { tensor, load };
    const part = `${tensor.part}_${before}`;
    return { tensor: { ...tensor, part, name: `${tensor.layer}/${part}` }, load };
  });
}

const missing = (file: Hdf5File, name: string): Problem =>
  file.broken(`it names ${name}, which is not there`);
