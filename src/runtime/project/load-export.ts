import { join, normalize, relative, resolve } from 'node:path';
import { foldWeights } from '../../codegen/export/fold-weights.ts';
import type { ExportTarget } from '../../codegen/export/exporters.ts';
import { heldName } from '../../codegen/savedmodel/held-weights.ts';
import { brokenExport } from '../../diagnostics/catalogue/exports.ts';
import { exportNotRead } from '../../diagnostics/catalogue/predict.ts';
import type { OpGraph } from '../../ir/op-graph.ts';
import type { Program, Variable } from '../../ir/program.ts';
import { elements } from '../../typecheck/layers/sizes.ts';
import { Problem } from '../problem.ts';
import { openWeightFile } from '../weights/files/open-weight-file.ts';
import { compileFile, type CompiledTrain } from './compile-file.ts';
import { readExportRecord, type ExportRecord } from './export-record.ts';

/** What an export holds, ready for an engine. */
export interface LoadedExport {
  readonly record: ExportRecord;
  readonly compiled: CompiledTrain;
  /** Of the graph that predicts alone, as the export has it. */
  readonly program: Program;
  /** The numbers of its weights, as the export's own program computes with them. */
  readonly values: ReadonlyMap<string, Float32Array>;
}

/** Where the weights of a target are, and what it calls them; targets without an entry are not read back. */
const places: {
  readonly [T in ExportTarget]?: { readonly file: string; readonly nameOf: (path: string) => string };
} = {
  savedmodel: { file: '.', nameOf: heldName },
  tfjs: { file: 'model.json', nameOf: heldName },
  keras: { file: 'model.weights.h5', nameOf: (path) => path },
  safetensors: { file: 'model.safetensors', nameOf: (path) => path },
};

/**
 * Compiles the program that an export was made from, and reads its weights.
 * @throws Problem NET7305 for what is no sound export, NET7333 for one whose weights are not read back
 */
export async function loadExport(workingDirectory: string, folder: string): Promise<LoadedExport> {
  const path = resolve(workingDirectory, folder);
  const shown = relative(workingDirectory, path) || folder;
  const record = await readExportRecord(path);
  const { target, run } = record;
  const place = places[target];
  if (place === undefined) throw new Problem(exportNotRead(undefined, { folder: shown, target, run }));
  const compiled = await compileFile(normalize(record.main), {
    workingDirectory: path,
    settings: record.settings,
    train: record.train,
    data: 'none',
    facts: new Map([[record.dataset, record.facts]]),
    texts: new Map(Object.entries(record.sources).map(([name, text]) => [normalize(name), text])),
  });
  const graph = graphOf(compiled.program, record);
  const broken = (reason: string): Problem => new Problem(brokenExport(undefined, { folder: shown, reason }));
  const variables = variablesOf(graph);
  const file = await openWeightFile(join(path, place.file));
  try {
    const values = new Map<string, Float32Array>();
    const tensors = new Map(file.tensors.map((tensor) => [tensor.name, tensor]));
    for (const { path: name, shape } of variables) {
      const tensor = tensors.get(place.nameOf(name));
      if (tensor === undefined) throw broken(`its weights have no ${name}`);
      if (tensor.shape.join() !== shape.join())
        throw broken(`${name} is [${tensor.shape.join(', ')}] in it, and not [${shape.join(', ')}]`);
      values.set(name, await file.read(tensor));
    }
    const program = { ...compiled.program, predict: graph, variables, phases: [], weights: [] };
    return { record, compiled, program, values };
  } finally {
    await file.close();
  }
}

/** The graph as it was exported; which weights were folded into which, the graph alone says, whatever their numbers. */
function graphOf({ predict, variables }: Program, { options }: ExportRecord): OpGraph {
  if (!options.fold) return predict;
  const zeros = variables.map(({ path, shape }) => [path, new Float32Array(elements(shape))] as const);
  return foldWeights(predict, new Map(zeros)).graph;
}

/** What a graph reads, each once. */
function variablesOf(graph: OpGraph): readonly Variable[] {
  const read = graph.nodes.flatMap((node) =>
    node.kind === 'read' ? [[node.attributes.variable, node.type.shape] as const] : [],
  );
  return [...new Map(read)].map(([path, shape]) => ({
    path,
    shape,
    initializer: { kind: 'constant', value: 0 },
    role: 'weight',
  }));
}
