import { normalize, relative, resolve } from 'node:path';
import { foldWeights } from '../../codegen/export/fold-weights.ts';
import { zeroWeights } from '../../codegen/export/zero-weights.ts';
import { brokenExport } from '../../diagnostics/catalogue/exports.ts';
import { exportNotRead } from '../../diagnostics/catalogue/predict.ts';
import type { OpGraph } from '../../ir/op-graph.ts';
import type { Program, Variable } from '../../ir/program.ts';
import { Problem } from '../problem.ts';
import { plainReason } from '../run-folder/write-whole.ts';
import { compileFile, type CompiledTrain } from './compile-file.ts';
import { exportedWeights } from './exported-weights.ts';
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

/**
 * Compiles the program that an export was made from, and reads its weights.
 * @throws Problem NET7305 for what is no sound export, NET7333 for one whose weights are not read back
 */
export async function loadExport(workingDirectory: string, folder: string): Promise<LoadedExport> {
  const path = resolve(workingDirectory, folder);
  const shown = relative(workingDirectory, path) || folder;
  const record = await readExportRecord(path);
  const { target, run } = record;
  // What is written down may be of a later version.
  if (!Object.hasOwn(exportedWeights, target))
    throw new Problem(exportNotRead(undefined, { folder: shown, target, run }));
  const compiled = await compileFile(normalize(record.main), {
    workingDirectory: path,
    settings: record.settings,
    train: record.train,
    data: 'none',
    facts: new Map([[record.dataset, record.facts]]),
    texts: new Map(Object.entries(record.sources).map(([name, text]) => [normalize(name), text])),
  });
  const graph = graphOf(compiled.program, record);
  const broken = (error: unknown): Problem =>
    error instanceof Problem
      ? error
      : new Problem(brokenExport(undefined, { folder: shown, reason: plainReason(error) }));
  const variables = variablesOf(graph);
  try {
    const weights = await exportedWeights[target](path, compiled.program.predict, record);
    try {
      const values = new Map<string, Float32Array>();
      for (const { path: name, shape } of variables) values.set(name, await weights.read(name, shape));
      const program = { ...compiled.program, predict: graph, variables, phases: [], weights: [] };
      return { record, compiled, program, values };
    } finally {
      await weights.close();
    }
  } catch (error) {
    throw broken(error);
  }
}

/** The graph as it was exported; which weights were folded into which, the graph alone says, whatever their numbers. */
function graphOf({ predict }: Program, { options }: ExportRecord): OpGraph {
  return options.fold ? foldWeights(predict, zeroWeights(predict)).graph : predict;
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
