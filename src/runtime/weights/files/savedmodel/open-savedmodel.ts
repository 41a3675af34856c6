import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { ByteFile } from '../byte-file.ts';
import { JoinedFiles } from '../joined-files.ts';
import { splitName, type FoundTensor, type FoundWeights } from '../make-weight-file.ts';
import { elementCount, readNumbers } from '../numbers.ts';
import { readBundle, type BundleEntry } from './bundle.ts';
import { graphConstants } from './graph-constants.ts';
import { readObjectGraph, type NamedVariable } from './object-graph.ts';

const graphKey = '_CHECKPOINTABLE_OBJECT_GRAPH';
const mostGraphBytes = 64 << 20;

/** Kept beside the variables of the model: of its optimiser, its metrics, and of saving itself. */
const notOfTheModel = /^optimizer\/|\/\.OPTIMIZER_SLOT\/|^keras_api\/metrics\/|^save_counter\b/;

type FoundInFolder = FoundWeights & Pick<ByteFile, 'broken'>;

/**
 * The weights of a SavedModel: its variables, or what its graph holds as constants where it has none.
 * @param folder the one with saved_model.pb
 */
export async function openSavedModel(folder: string): Promise<FoundInFolder> {
  const index = join(folder, 'variables', 'variables.index');
  const hasVariables = await access(index).then(
    () => true,
    () => false,
  );
  const constants = hasVariables ? undefined : await openConstants(folder);
  return constants ?? openVariables(folder, index);
}

/** Undefined where there are none. */
async function openConstants(folder: string): Promise<FoundInFolder | undefined> {
  const file = await ByteFile.open(join(folder, 'saved_model.pb'));
  try {
    const found = graphConstants(file);
    if (found.length > 0)
      return { format: 'savedmodel', found, notes: [], broken: file.broken, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return undefined;
}

/**
 * `variables/variables.index` and the files that it indexes. The model's graph is not looked at. Names come from the objects
 * that hold the variables, so that they read as in the program that made them.
 */
async function openVariables(folder: string, path: string): Promise<FoundInFolder> {
  const index = await ByteFile.open(path);
  const { broken } = index;
  try {
    const { shards, bigEndian, entries } = readBundle(index);
    const used = new Set(entries.map(({ shard }) => shard));
    const files = new Map<number, JoinedFiles>();
    for (const shard of used) files.set(shard, await openShard(folder, shard, shards));
    const source = ({ shard, start, bytes }: BundleEntry): JoinedFiles => {
      const file = files.get(shard);
      if (file === undefined) throw broken(`it has no file ${shard}`);
      file.mustHold(start, bytes);
      return file;
    };
    const graph = entries.find(({ key }) => key === graphKey);
    const names = graph === undefined ? [] : readObjectGraph(await readGraph(graph, source), index);
    const found = inOrder(entries, names).map(({ entry, name }): FoundTensor => {
      const { shape, dtype, float, start } = entry;
      const file = source(entry);
      return {
        tensor: { name, ...splitName(name), shape, dtype },
        load: float && (() => readNumbers(file, start, elementCount(shape), float, bigEndian)),
      };
    });
    const claimed = entries.reduce((sum, { bytes }) => sum + bytes, 0);
    if (claimed > [...files.values()].reduce((sum, { size }) => sum + size, 0))
      throw broken('its variables share their bytes');
    return { format: 'savedmodel', found, notes: [], broken, close: () => Promise.resolve() };
  } finally {
    await index.close();
  }
}

function openShard(folder: string, shard: number, shards: number): Promise<JoinedFiles> {
  const number = (value: number): string => String(value).padStart(5, '0');
  const path = join(folder, 'variables', `variables.data-${number(shard)}-of-${number(shards)}`);
  return JoinedFiles.of(path, [path]);
}

async function readGraph(
  graph: BundleEntry,
  source: (entry: BundleEntry) => JoinedFiles,
): Promise<Uint8Array> {
  const file = source(graph);
  if (graph.bytes > mostGraphBytes) throw file.broken(`its objects claim ${graph.bytes} bytes`);
  const bytes = new Uint8Array(graph.bytes);
  await file.fill(bytes, graph.start);
  return bytes;
}

interface NamedEntry {
  readonly entry: BundleEntry;
  readonly name: string;
}

/** The model's variables in the order of its objects, then those that no object holds. */
function inOrder(
  entries: readonly BundleEntry[],
  variables: readonly NamedVariable[],
): readonly NamedEntry[] {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const wanted = [
    ...variables,
    ...entries.map(({ key }): NamedVariable => ({ checkpointKey: key, fullName: '' })),
  ];
  // Keras 3 exports each variable twice, under `variables` and under `_all_variables`.
  const isExport = byKey.has('variables/0/.ATTRIBUTES/VARIABLE_VALUE');
  const chosen = new Map<string, NamedVariable>();
  for (const variable of wanted) {
    const { checkpointKey: key } = variable;
    const isOther =
      notOfTheModel.test(key) || key === graphKey || (isExport && key.startsWith('_all_variables/'));
    if (!isOther && byKey.has(key) && !chosen.has(key)) chosen.set(key, variable);
  }
  const named = [...chosen].flatMap(([key, { fullName }]) => {
    const entry = byKey.get(key);
    const path = key.replace(/\/\.ATTRIBUTES\/VARIABLE_VALUE$/, '');
    return entry === undefined ? [] : [{ entry, path, name: readable(path, fullName) }];
  });
  const uses = new Map<string, number>();
  for (const { name } of named) uses.set(name, (uses.get(name) ?? 0) + 1);
  // Names that several variables have tell less than the paths to them.
  return named.map(({ entry, path, name }) => ({ entry, name: uses.get(name) === 1 ? name : path }));
}

/** A module calls its weights `w`, and what holds it knows where: `tower/0/w`. Keras names the layer, too. */
function readable(path: string, fullName: string): string {
  if (fullName === '') return path;
  return fullName.includes('/') ? fullName : path.slice(0, path.lastIndexOf('/') + 1) + fullName;
}
