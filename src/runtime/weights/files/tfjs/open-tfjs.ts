import { dirname, join } from 'node:path';
import { notAWeightFile, weightsOutside } from '../../../../diagnostics/catalogue/weight-files.ts';
import { Problem } from '../../../problem.ts';
import type { ByteFile } from '../byte-file.ts';
import { JoinedFiles } from '../joined-files.ts';
import { isRecord, readConfig } from '../keras/config.ts';
import { codeNotes } from '../keras/open-keras-h5.ts';
import { mostTensors, splitName, type FoundTensor, type FoundWeights } from '../make-weight-file.ts';
import { elementCount } from '../numbers.ts';
import { leadsOutside } from '../zip.ts';
import { graphName } from './graph-names.ts';
import { readManifest, weightBytes, type ManifestGroup } from './manifest.ts';
import { readWeightNumbers } from './read-weight-numbers.ts';

/** The graph of a large network has a few megabytes; its weights are not in it. */
const mostJsonBytes = 64 << 20;
const mostShards = 100_000;

/** A model of TensorFlow.js: model.json, and beside it the files that its manifest names. */
export async function openTfjs(file: ByteFile): Promise<FoundWeights> {
  const { path, broken } = file;
  if (file.size > mostJsonBytes) throw broken(`it is JSON of ${file.size} bytes`);
  const model = parse(file);
  if (model === undefined) throw broken('it is not JSON');
  if (!isRecord(model) || !('weightsManifest' in model))
    throw new Problem(notAWeightFile(undefined, { path, found: 'JSON without a weightsManifest' }));
  const groups = readManifest(model['weightsManifest'], broken);
  checkPaths(groups, file);
  const topology = model['modelTopology'];
  const isGraph = model['format'] === 'graph-model' || (isRecord(topology) && 'node' in topology);
  const folder = dirname(path);
  const found: FoundTensor[] = [];
  for (const group of groups) {
    const files = group.paths.map((name) => join(folder, name));
    found.push(...(await weightsOf(group, await JoinedFiles.of(path, files), isGraph)));
    if (found.length > mostTensors) throw broken('it has more weights than any network');
  }
  await file.close();
  return { format: 'tfjs', found, notes: notes(topology, file), close: () => Promise.resolve() };
}

function parse(file: ByteFile): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(file.slice(0, file.size)));
  } catch (error) {
    if (error instanceof Problem) throw error;
    return undefined;
  }
}

/** Only files below the folder of model.json are opened, and each once. */
function checkPaths(groups: readonly ManifestGroup[], { path, broken }: ByteFile): void {
  const names = groups.flatMap(({ paths }) => paths);
  const outside = names.find((name) => leadsOutside(name) || /^[a-z][a-z0-9+.-]*:/i.test(name));
  if (outside !== undefined) throw new Problem(weightsOutside(undefined, { path, outside }));
  if (new Set(names).size !== names.length) throw broken('it names a file of weights twice');
  if (names.length > mostShards) throw broken(`it names ${names.length} files of weights`);
}

async function weightsOf(
  { weights }: ManifestGroup,
  file: JoinedFiles,
  isGraph: boolean,
): Promise<readonly FoundTensor[]> {
  const found: FoundTensor[] = [];
  let next = 0;
  for (const weight of weights) {
    const { shape, quantization } = weight;
    const name = weight.name.replace(/:\d+$/, '');
    const start = next;
    next += weightBytes(weight) ?? (await textBytes(file, start, elementCount(shape)));
    file.mustHold(start, next - start);
    const dtype = quantization === undefined ? weight.dtype : `${weight.dtype} as ${quantization.dtype}`;
    found.push({
      tensor: { name, ...(isGraph ? graphName(name) : splitName(name)), shape, dtype },
      load: weight.dtype === 'float32' ? () => readWeightNumbers(file, start, weight) : undefined,
    });
  }
  if (next !== file.size)
    throw file.broken(`its weights have ${next} bytes, and the files that it names ${file.size}`);
  return found;
}

/** Texts stand one after another, each with its length before it. */
async function textBytes(file: JoinedFiles, start: number, count: number): Promise<number> {
  file.mustHold(start, count * 4);
  const length = new Uint8Array(4);
  let next = start;
  for (let index = 0; index < count; index++) {
    await file.fill(length, next);
    next += 4 + new DataView(length.buffer).getUint32(0, true);
  }
  return next - start;
}

function notes(topology: unknown, { path, broken }: ByteFile): FoundWeights['notes'] {
  if (!isRecord(topology)) return [];
  const config = topology['model_config'] ?? topology;
  return codeNotes(path, readConfig(JSON.stringify(config), broken));
}
