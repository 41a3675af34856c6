import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import {
  misnamedWeightFile,
  notAWeightFile,
  pickledWeights,
} from '../../../diagnostics/catalogue/weight-files.ts';
import { Problem } from '../../problem.ts';
import { formatNames, type WeightFile, type WeightFormat } from '../weight-file.ts';
import { asProblem, ByteFile } from './byte-file.ts';
import { detect, type Contents } from './detect.ts';
import { openKerasH5 } from './keras/open-keras-h5.ts';
import { openKeras } from './keras/open-keras.ts';
import { makeWeightFile, type FoundWeights } from './make-weight-file.ts';
import { openSafetensors } from './safetensors/open-safetensors.ts';
import { openSavedModel } from './savedmodel/open-savedmodel.ts';
import { openTfjs } from './tfjs/open-tfjs.ts';

/**
 * Opens a file of weights of another program: what it is, its contents say. Only descriptions are read; numbers stay on
 * disk until they are asked for.
 * @param path a file, or the folder of a SavedModel or of TensorFlow.js
 * @throws Problem NET7010 or NET7011 when it cannot be opened; NET7200 when it is damaged or contradicts itself, NET7201
 *   when it is of no format that is read, NET7202 when it is a pickle, NET7204 when it leads outside of itself,
 *   NET7205 when it is of a kind that is not read
 */
export async function openWeightFile(path: string): Promise<WeightFile> {
  const kind = await stat(path).catch((error: unknown) => {
    throw asProblem(path, error);
  });
  if (kind.isDirectory()) return openFolder(path);
  if (basename(path) === savedModelName) return openFolder(dirname(path));
  const file = await ByteFile.open(path);
  try {
    return finish(path, await openContents(file, detect(file)), file.broken);
  } catch (error) {
    await file.close();
    throw asProblem(path, error);
  }
}

const savedModelName = 'saved_model.pb';
const tfjsName = 'model.json';

/** A folder is what its files say: a SavedModel, or a model of TensorFlow.js. */
async function openFolder(path: string): Promise<WeightFile> {
  const names = await readdir(path).catch((error: unknown) => {
    throw asProblem(path, error);
  });
  if (names.includes(savedModelName)) {
    const found = await openSavedModel(path);
    return finish(path, found, found.broken);
  }
  if (names.includes(tfjsName)) return openWeightFile(join(path, tfjsName));
  throw new Problem(
    notAWeightFile(undefined, { path, found: `a folder without ${savedModelName} and ${tfjsName}` }),
  );
}

function finish(path: string, found: FoundWeights, broken: (reason: string) => Problem): WeightFile {
  return makeWeightFile(path, { ...found, notes: [...misnamed(path, found.format), ...found.notes] }, broken);
}

async function openContents(file: ByteFile, contents: Contents): Promise<FoundWeights> {
  const { path } = file;
  switch (contents.kind) {
    case 'hdf5':
      return openKerasH5(file);
    case 'keras':
      return openKeras(file);
    case 'safetensors':
      return openSafetensors(file);
    case 'json':
      return openTfjs(file);
    case 'pickle':
      throw new Problem(pickledWeights(undefined, { path, safe: `${withoutExtension(path)}.safetensors` }));
    case 'other':
      throw new Problem(notAWeightFile(undefined, { path, found: contents.what }));
  }
}

const withoutExtension = (path: string): string => path.replace(/\.[^./\\]*$/, '');

/** Endings that promise a format, and those formats. */
const promises: readonly (readonly [RegExp, readonly WeightFormat[]])[] = [
  [/\.(?:h5|hdf5)$/i, ['keras-h5', 'keras-weights-h5']],
  [/\.keras$/i, ['keras']],
  [/\.safetensors$/i, ['safetensors']],
  [/\.(?:pt|pth|bin|ckpt|onnx|tflite|npz|npy|gguf|zip)$/i, []],
];

/** A warning where the extension promises another format. */
function misnamed(path: string, format: WeightFormat): readonly Diagnostic[] {
  const name = basename(path);
  const [ending, formats] = promises.find(([pattern]) => pattern.test(name)) ?? [];
  if (ending === undefined || formats === undefined || formats.includes(format)) return [];
  const [extension = ''] = ending.exec(name) ?? [];
  return [misnamedWeightFile(undefined, { path, format: formatNames[format], extension })];
}
