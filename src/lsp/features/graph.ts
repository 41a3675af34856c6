import { buildLayerGraph } from '../../ir/build-layer-graph.ts';
import type { ModelDeclaration } from '../../parser/ast.ts';
import { groupLayers, pictureOf, pictureSvg } from '../../report/graph/index.ts';
import { positionAt } from '../../source/source-file.ts';
import type { Span } from '../../source/span.ts';
import type { LayerCall } from '../../typecheck/typed-module.ts';
import type { Analysis } from '../workspace/analysis.ts';

/** What `netc/graph` asks for: the picture of a model, and how much of it is shown. */
export interface GraphRequest {
  readonly uri: string;
  /** Which model; the one at `line` where none is given, or else the first. */
  readonly model?: string;
  /** From 0. */
  readonly line?: number;
  /** Steps of paths that are shown; as many as can be taken in where it is not given. */
  readonly depth?: number;
  /** Paths of blocks that are open, or folded, whatever the depth. */
  readonly open?: readonly string[];
  readonly folded?: readonly string[];
}

/** The picture of a model, and where its layers are written. */
export interface GraphAnswer {
  readonly svg: string;
  readonly model: string;
  /** All models of the file, in their order. */
  readonly models: readonly string[];
  readonly depth: number;
  readonly layers: readonly DrawnLayer[];
}

/** A layer in the picture; a folded block has several. */
export interface DrawnLayer {
  readonly path: string;
  /** Where it is written, from 0; a layer of another file's block is where its binding is. */
  readonly line: number;
  /** The id of the element that shows it. */
  readonly box: string;
}

/** The picture that is asked for; null where the file has no such model, or it is not right. */
export async function graphFor(analysis: Analysis, request: GraphRequest): Promise<GraphAnswer | null> {
  const declarations = analysis.module.declarations.filter((declaration) => declaration.kind === 'model');
  const declaration = declarations.find((model) => isAskedFor(model, analysis, request)) ?? declarations[0];
  if (declaration === undefined || (request.model !== undefined && declaration.name.text !== request.model))
    return null;
  const typed = analysis.checked.value.models.find(({ name }) => name === declaration.name.text);
  if (typed === undefined) return null;
  const graph = buildLayerGraph(typed);
  const { depth, open, folded } = request;
  const picture = pictureOf(graph, { depth, open, folded });
  // In one column, as an editor scrolls: no frame is in two parts.
  const svg = await pictureSvg(picture, 1);
  const calls = new Map(typed.layers.map((call) => [call.path, call]));
  const layers = groupLayers(graph, { depth: picture.depth, open, folded }).flatMap(({ id, layers: shown }) =>
    shown.map(({ path }) => ({ path, line: lineOf(calls.get(path), path, declaration, analysis), box: id })),
  );
  const models = declarations.map(({ name }) => name.text);
  return { svg, model: typed.name, models, depth: picture.depth, layers };
}

function isAskedFor(
  { name, span }: ModelDeclaration,
  analysis: Analysis,
  { model, line }: GraphRequest,
): boolean {
  if (model !== undefined) return name.text === model;
  const { file, start, end } = analysis.here(span);
  return line !== undefined && positionAt(file, start).line - 1 <= line && line < positionAt(file, end).line;
}

function lineOf(
  call: LayerCall | undefined,
  path: string,
  { name, body }: ModelDeclaration,
  { file, here }: Analysis,
): number {
  const line = (span: Span): number => positionAt(here(span).file, here(span).start).line - 1;
  if (call !== undefined && call.span.file.path === file.path) return line(call.span);
  const [scope] = path.split('.');
  const binding = body.find((statement) => 'name' in statement && statement.name?.text === scope);
  return line(binding?.span ?? name.span);
}
