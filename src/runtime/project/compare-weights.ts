import { relative, resolve } from 'node:path';
import type { WeightRow } from '../../diagnostics/catalogue/pretrained.ts';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { buildLayerGraph } from '../../ir/build-layer-graph.ts';
import type { WeightRequest } from '../../ir/program.ts';
import type { WeightComparison } from '../../report/weights-text.ts';
import type { TypedModel } from '../../typecheck/typed-module.ts';
import { Problem } from '../problem.ts';
import { openWeightFile } from '../weights/files/open-weight-file.ts';
import { judge } from '../weights/load.ts';
import { fits, matchWeights, type WeightMatch } from '../weights/match.ts';
import { wantedLayers } from '../weights/wanted.ts';
import { formatNames, type WeightFile } from '../weights/weight-file.ts';
import { checkFile } from './check-file.ts';
import { unknownModel } from './models-of-file.ts';
import { weightWishes } from './weight-wishes.ts';

/** What is held beside a file of weights. */
export interface CompareRequest {
  readonly workingDirectory: string;
  readonly settings: Readonly<Record<string, string>>;
  /** The program, behind a colon the name of one of its models: `pets.net:VggPets`. */
  readonly program: string;
}

/**
 * Compares a file of weights with each part of a program's models that begins with weights from elsewhere, wherever the
 * program takes these from; with a whole model where no part of it does.
 * @throws Problem where the file cannot be read, the program has errors, or has no such model
 */
export async function compareWeights(
  given: string,
  { workingDirectory, settings, program }: CompareRequest,
): Promise<{ readonly comparisons: readonly WeightComparison[]; readonly notes: readonly Diagnostic[] }> {
  const [, path = program, name] = /^(.*\.net):([A-Za-z_]\w*)$/s.exec(program) ?? [];
  const file = await openWeightFile(relative(process.cwd(), resolve(workingDirectory, given)) || '.');
  try {
    const { typed, diagnostics } = await checkFile(path, { workingDirectory, settings, data: 'none' });
    if (hasErrors(diagnostics)) throw new Problem(...diagnostics);
    const models = modelsNamed(typed.models, name);
    const wishes = weightWishes(typed);
    const comparisons = models.flatMap((model) => {
      const own = wishes.filter((wish) => wish.model === model).map(({ request }) => request);
      const requests = own.length > 0 ? own : [wholeModel(model)];
      return requests.map((request) => compare(given, file, model, request));
    });
    return { comparisons, notes: file.notes };
  } finally {
    await file.close();
  }
}

function modelsNamed(models: readonly TypedModel[], name: string | undefined): readonly TypedModel[] {
  const found = name === undefined ? models : models.filter((model) => model.name === name);
  if (found.length > 0) return found;
  throw unknownModel(
    name,
    models.map((model) => model.name),
  );
}

const wholeModel = (model: TypedModel): WeightRequest => ({
  ...{ block: model.name, from: model.span.file.path, path: '', weights: '', file: model.span.file.path },
  top: undefined,
  layers: model.layers
    .filter(({ path, weightsPath }) => path === weightsPath)
    .map(({ path }) => ({ path, name: path })),
  names: { keras: [], torch: [] },
});

function compare(
  file: string,
  opened: WeightFile,
  model: TypedModel,
  request: WeightRequest,
): WeightComparison {
  const layers = wantedLayers(request, buildLayerGraph(model));
  const match = matchWeights(request, layers, opened);
  const said = judge(request, { shown: file }, match, undefined);
  return {
    file,
    formatName: formatNames[opened.format],
    convention: match.convention,
    model: model.name,
    path: request.path,
    block: request.block,
    fits: fits(match),
    how: match.how,
    wanted: match.wanted,
    matched: match.assignments.length,
    rows: rowsOf(
      layers.flatMap(({ parts }) => parts.map((part) => part.path)),
      match,
    ),
    leftOut: match.leftOut.map((layer) => ({
      layer,
      tensors: opened.tensors.filter((tensor) => tensor.layer === layer).map(({ name }) => name),
    })),
    hint: said[0]?.hint,
    scopes: match.scopes,
  };
}

/** All that was compared, in the model's order; what only the file has stands at the end. */
function rowsOf(paths: readonly string[], match: WeightMatch): WeightComparison['rows'] {
  const fitting = new Map(match.assignments.map((each) => [each.path, each]));
  const misfit = new Map(match.misfits.map((row) => [row.path, row]));
  const rows = paths.map((path) => {
    const found = fitting.get(path);
    if (found !== undefined) {
      const { shape, tensor, layout } = found;
      const status = layout.axes === undefined ? ('fits' as const) : ('turned' as const);
      return { path, wanted: shape, name: tensor.name, stored: tensor.shape, status };
    }
    const row = misfit.get(path) ?? { path, wanted: undefined, name: undefined, stored: undefined };
    return { ...row, status: row.name === undefined ? ('missing' as const) : ('shape' as const) };
  });
  const extra = match.misfits.filter((row: WeightRow) => row.path === undefined);
  return [...rows, ...extra.map((row) => ({ ...row, status: 'extra' as const }))];
}
