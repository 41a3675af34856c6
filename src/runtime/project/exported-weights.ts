import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportedGraph } from '../../codegen/export/prepare-export.ts';
import { zeroWeights } from '../../codegen/export/zero-weights.ts';
import type { ExportTarget } from '../../codegen/export/exporters.ts';
import { BESIDE, FILE, heldPlaces } from '../../codegen/onnx/emit-onnx.ts';
import { ModelProto, TensorProto, type Initializer } from '../../codegen/onnx/messages.ts';
import { readWeight, type RawInitializer } from '../../codegen/onnx/read-weights.ts';
import { heldName } from '../../codegen/savedmodel/held-weights.ts';
import type { OpGraph } from '../../ir/op-graph.ts';
import { systemCode } from '../run-folder/write-whole.ts';
import { openWeightFile } from '../weights/files/open-weight-file.ts';
import type { ExportRecord } from './export-record.ts';

/** What the weights of an export are read by: a path and the shape that the program gives it. */
export interface ExportedWeights {
  /** @throws Error or Problem where there are no such numbers */
  read(path: string, shape: readonly number[]): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Opens the weights in the folder of an export. */
type OpenWeights = (folder: string, predict: OpGraph, record: ExportRecord) => Promise<ExportedWeights>;

/** How the weights of each target are read back. */
export const exportedWeights: { readonly [T in ExportTarget]: OpenWeights } = {
  savedmodel: fromFile('.', heldName),
  tfjs: fromFile('model.json', heldName),
  keras: fromFile('model.weights.h5', (path) => path),
  safetensors: fromFile('model.safetensors', (path) => path),
  onnx: fromOnnx,
};

/** @param nameOf what the file calls a weight */
function fromFile(name: string, nameOf: (path: string) => string): OpenWeights {
  return async (folder) => {
    const file = await openWeightFile(join(folder, name));
    const tensors = new Map(file.tensors.map((tensor) => [tensor.name, tensor]));
    return {
      read: (path, shape) => {
        const tensor = tensors.get(nameOf(path));
        if (tensor === undefined) throw new Error(`its weights have no ${path}`);
        if (tensor.shape.join() !== shape.join())
          throw new Error(`${path} is [${tensor.shape.join(', ')}] in it, and not [${shape.join(', ')}]`);
        return file.read(tensor);
      },
      close: () => file.close(),
    };
  };
}

/** Where ONNX has which number depends on what is done with it: the graph is written once more to know. */
async function fromOnnx(
  folder: string,
  predict: OpGraph,
  { inputs, options }: ExportRecord,
): Promise<ExportedWeights> {
  const places = heldPlaces({ ...exportedGraph(predict, zeroWeights(predict), inputs, options), options });
  const model = ModelProto.decode(await readFile(join(folder, FILE)).catch(cannotOpen(FILE)));
  const initializers = new Map((model.graph?.initializer ?? []).map((each) => [each.name, each]));
  const find = async (name: string): Promise<RawInitializer | undefined> => {
    const found = initializers.get(name);
    return found && { dataType: found.dataType ?? 0, bytes: await bytesOf(folder, found) };
  };
  return {
    read: (path, shape) => {
      const place = places.find((each) => each.path === path);
      if (place?.shape.join() !== shape.join()) throw new Error(`its weights have no ${path}`);
      return readWeight(place, find);
    },
    close: () => Promise.resolve(),
  };
}

/** Those in the model itself, or those in the file beside it. */
async function bytesOf(
  folder: string,
  { rawData, dataLocation, externalData }: Initializer,
): Promise<Uint8Array> {
  if (dataLocation !== TensorProto.DataLocation.EXTERNAL) return rawData ?? new Uint8Array();
  const entries = new Map((externalData ?? []).map(({ key, value }) => [key, value]));
  const [offset, length] = [Number(entries.get('offset')), Number(entries.get('length'))];
  const file = await open(join(folder, BESIDE)).catch(cannotOpen(BESIDE));
  try {
    const { size } = await file.stat();
    if (!(offset >= 0 && length >= 0 && offset + length <= size))
      throw new Error(`${BESIDE} ends before its numbers do`);
    const bytes = new Uint8Array(length);
    await file.read(bytes, 0, length, offset);
    return bytes;
  } finally {
    await file.close();
  }
}

/** What to throw in the place of a system's error. */
const cannotOpen =
  (name: string) =>
  (error: unknown): never => {
    throw new Error(`${name} cannot be opened (${systemCode(error) ?? String(error)})`);
  };
