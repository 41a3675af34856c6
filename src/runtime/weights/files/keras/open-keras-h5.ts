import type { Diagnostic } from '../../../../diagnostics/diagnostic.ts';
import { codeInWeightFile, notAWeightFile } from '../../../../diagnostics/catalogue/weight-files.ts';
import { Problem } from '../../../problem.ts';
import type { ByteFile } from '../byte-file.ts';
import { freeInflationBytes, mostInflation } from '../hdf5/chunks.ts';
import { openHdf5 } from '../hdf5/hdf5-file.ts';
import { find, readObject, texts } from '../hdf5/tree.ts';
import type { FoundTensor, FoundWeights } from '../make-weight-file.ts';
import { elementCount } from '../numbers.ts';
import { layersWithCode, readConfig, type ConfiguredLayer } from './config.ts';
import { legacyWeights } from './legacy-weights.ts';
import { numberedWeights } from './numbered-weights.ts';

/** What Keras writes with the ending `.h5`, in each of the ways it has had. */
export function openKerasH5(bytes: ByteFile): FoundWeights {
  const file = openHdf5(bytes);
  const root = readObject(file.root, file);
  if (root.kind !== 'group') throw file.broken('its root is an array');
  const close = (): Promise<void> => bytes.close();

  const whole = find('model_weights', root, file);
  const legacy = whole?.kind === 'group' ? whole : root;
  if (legacy === whole || legacy.attributes.has('layer_names') || legacy.attributes.has('layer_names0')) {
    const [json] = texts('model_config', root, file) ?? [];
    const layers = json === undefined ? undefined : readConfig(json, file.broken);
    const found = legacyWeights(legacy, layers, file);
    checkSize(found, bytes);
    return { format: 'keras-h5', found, notes: codeNotes(bytes.path, layers), close };
  }
  const found = numberedWeights(root, undefined, file);
  if (found.length === 0)
    throw new Problem(notAWeightFile(undefined, { path: bytes.path, found: 'HDF5 without layers of Keras' }));
  checkSize(found, bytes);
  return { format: 'keras-weights-h5', found, notes: [], close };
}

/** The weights inside of a `.keras` file, with the names that its configuration gives. */
export function configuredWeights(
  bytes: ByteFile,
  layers: readonly ConfiguredLayer[],
): readonly FoundTensor[] {
  const file = openHdf5(bytes);
  const root = readObject(file.root, file);
  if (root.kind !== 'group') throw file.broken('its root is an array');
  const found = numberedWeights(root, layers, file);
  checkSize(found, bytes);
  return found;
}

/** Each array alone may be sound, and all together more than a file of this size can mean. */
function checkSize(found: readonly FoundTensor[], { size, broken }: ByteFile): void {
  const claimed = found.reduce((sum, { tensor }) => sum + elementCount(tensor.shape) * 4, 0);
  if (claimed > Math.max(freeInflationBytes, size * mostInflation))
    throw broken(`its arrays claim ${claimed} bytes, and it has ${size}`);
}

/** A warning where the configuration carries code. */
export function codeNotes(
  path: string,
  layers: readonly ConfiguredLayer[] | undefined,
): readonly Diagnostic[] {
  const withCode = layersWithCode(layers ?? []);
  return withCode.length === 0 ? [] : [codeInWeightFile(undefined, { path, layers: withCode })];
}
