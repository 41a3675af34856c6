import { relative } from 'node:path';
import process from 'node:process';
import { weightsBeginBroken } from '../../diagnostics/catalogue/resilience.ts';
import { matchedByOrder, weightsDiffer } from '../../diagnostics/catalogue/pretrained.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { LayerGraph } from '../../ir/layer-graph.ts';
import type { WeightRequest } from '../../ir/program.ts';
import type { Span } from '../../source/span.ts';
import { elements } from '../../typecheck/layers/sizes.ts';
import { Problem } from '../problem.ts';
import { brokenVariable } from '../train/numbers-broke.ts';
import type { Values } from '../train/weights.ts';
import { sha256Of } from './digest.ts';
import { openWeightFile } from './files/open-weight-file.ts';
import { arranged } from './layouts.ts';
import { fits, matchWeights, type WeightMatch } from './match.ts';
import type { Getting } from './published/get-published.ts';
import { resolveWeights, type WeightSource } from './resolve.ts';
import { wantedLayers } from './wanted.ts';
import type { WeightFile } from './weight-file.ts';

/** What was loaded for one part of a model, as the run remembers it. */
export interface LoadedWeights {
  /** The scope of the layers; empty for the whole model. */
  readonly path: string;
  readonly block: string;
  /** What the program calls them. */
  readonly weights: string;
  readonly file: string;
  readonly sha256: string;
  readonly arrays: number;
  readonly numbers: number;
  readonly matchedBy: WeightMatch['how'];
  /** Layers of the file that nothing asked for. */
  readonly leftOut: readonly string[];
}

/** Weights that are found and fit, and are not read yet. */
export interface PreparedWeights {
  readonly loaded: LoadedWeights;
  /** The values by the paths of variables. */
  readonly read: () => Promise<ReadonlyMap<string, Float32Array>>;
}

/** Where a request is made, and what downloads go by. */
export interface Preparing extends Getting {
  readonly workingDirectory: string;
  /** Where the program says it. */
  readonly spanOf: (request: WeightRequest) => Span | undefined;
}

/**
 * Finds the files that parts of a model begin with, and compares them with it; all that does not fit is said at once.
 * @throws Problem NET7220 to NET7226, or what is wrong with a file
 */
export async function prepareWeights(
  requests: readonly WeightRequest[],
  graph: LayerGraph,
  preparing: Preparing,
): Promise<readonly PreparedWeights[]> {
  const prepared: PreparedWeights[] = [];
  const problems: Diagnostic[] = [];
  for (const request of requests) {
    try {
      prepared.push(await prepare(request, graph, preparing));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push(...at(preparing.spanOf(request), error.diagnostics));
    }
  }
  if (problems.length > 0) throw new Problem(...problems);
  return prepared;
}

async function prepare(
  request: WeightRequest,
  graph: LayerGraph,
  preparing: Preparing,
): Promise<PreparedWeights> {
  const { workingDirectory } = preparing;
  const span = preparing.spanOf(request);
  const source = await resolveWeights(request, workingDirectory, span, preparing);
  const file = await open(source);
  try {
    const match = matchWeights(request, wantedLayers(request, graph), file);
    if (!fits(match)) throw new Problem(...judge(request, source, match, span));
    const { path, block, weights } = request;
    const loaded = {
      ...{ path, block, weights, file: source.shown },
      sha256: await sha256Of(source.path),
      arrays: match.assignments.length,
      numbers: match.assignments.reduce((sum, { shape }) => sum + elements(shape), 0),
      matchedBy: match.how,
      leftOut: match.leftOut,
    };
    return { loaded, read: () => valuesOf(source, match, span) };
  } finally {
    await file.close();
  }
}

/** What there is to say about a match: that it does not fit, or that it goes by nothing but the order. */
export function judge(
  request: Pick<WeightRequest, 'block' | 'path'>,
  { shown: file }: Pick<WeightSource, 'shown'>,
  match: WeightMatch,
  span: Span | undefined,
): readonly Diagnostic[] {
  const { wanted, assignments, misfits: rows, cause, scopes, how } = match;
  const block = request.path === '' ? request.block : `${request.block} at ${request.path}`;
  const matched = assignments.length;
  if (!fits(match)) return [weightsDiffer(span, { file, block, wanted, matched, rows, cause, scopes })];
  return how === 'order' ? [matchedByOrder(span, { file, block, count: matched })] : [];
}

/** Diagnostics of a file, with the place in the program that names it where they have none. */
export function at(span: Span | undefined, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (span === undefined) return diagnostics;
  const label = { span, text: 'begins with these weights' };
  return diagnostics.map((each) => (each.labels.length === 0 ? { ...each, labels: [label] } : each));
}

const open = ({ path }: WeightSource): Promise<WeightFile> => openWeightFile(relative(process.cwd(), path));

/** Opened anew, so that no file is held open while an engine starts and photos are measured. */
async function valuesOf(
  source: WeightSource,
  { assignments }: WeightMatch,
  span: Span | undefined,
): Promise<ReadonlyMap<string, Float32Array>> {
  const file = await open(source);
  try {
    const values = await readValues(file, assignments);
    refuseBroken(values, source, span);
    return values;
  } finally {
    await file.close();
  }
}

/** @throws Problem NET7411 where a number is NaN or infinite: everything that it touches would be */
function refuseBroken(values: Values, { shown: file }: WeightSource, span: Span | undefined): void {
  const broken = brokenVariable(values);
  if (broken === undefined) return;
  throw new Problem(weightsBeginBroken(span, { file, weight: broken.path, value: broken.value }));
}

async function readValues(
  file: WeightFile,
  assignments: WeightMatch['assignments'],
): Promise<ReadonlyMap<string, Float32Array>> {
  const values = new Map<string, Float32Array>();
  for (const { path, tensor, layout } of assignments)
    values.set(path, arranged(await file.read(tensor), layout, tensor.shape));
  return values;
}
