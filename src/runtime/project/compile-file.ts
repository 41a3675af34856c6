import { noSuchTrain, nothingToRun, whichTrain } from '../../diagnostics/catalogue/run.ts';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { buildLayerGraph } from '../../ir/build-layer-graph.ts';
import { compile } from '../../ir/compile.ts';
import type { LayerGraph } from '../../ir/layer-graph.ts';
import type { Program } from '../../ir/program.ts';
import type { TypedDataset, TypedModule } from '../../typecheck/typed-module.ts';
import { Problem } from '../problem.ts';
import { checkFile, type CheckedFile, type CheckRequest } from './check-file.ts';

/** One train of a file, ready to run. */
export interface CompiledTrain extends CheckedFile {
  readonly program: Program;
  readonly dataset: TypedDataset;
}

/**
 * Checks a file and compiles the train that is asked for, or its only one.
 * @throws Problem with everything the checker says when there are errors, or when there is no such train
 */
export async function compileFile(file: string, request: CheckRequest): Promise<CompiledTrain> {
  const checked = await checkFile(file, request);
  if (hasErrors(checked.diagnostics)) throw new Problem(...checked.diagnostics);
  const { typed } = checked;
  const { value: program, diagnostics } = compile(typed, trainNamed(typed, file, request.train));
  if (hasErrors(diagnostics)) throw new Problem(...checked.diagnostics, ...diagnostics);
  const dataset = typed.datasets.find(({ name }) => name === program.dataset);
  if (dataset === undefined) throw new Error(`the checked module has no data set ${program.dataset}`);
  return { ...checked, program, dataset, diagnostics: [...checked.diagnostics, ...diagnostics] };
}

/** The train of a name, or the only one. */
export function trainNamed(
  { trains, ensembles: declared }: TypedModule,
  path: string,
  name: string | undefined,
): string {
  const names = trains.map((train) => train.name);
  const ensembles = declared.map((ensemble) => ensemble.name);
  if (name !== undefined) {
    if (names.includes(name)) return name;
    throw new Problem(
      noSuchTrain(undefined, { name, trains: names, ensembles, similar: nearest(name, names) }),
    );
  }
  const [first] = names;
  if (first === undefined) throw new Problem(nothingToRun(undefined, { path }));
  if (names.length > 1) throw new Problem(whichTrain(undefined, { path, trains: names, ensembles }));
  return first;
}

/**
 * Checks a file and compiles all that is in it.
 * @throws Problem with everything the checker says when there are errors
 */
export async function compileAll(
  file: string,
  request: CheckRequest,
): Promise<CheckedFile & { readonly models: readonly LayerGraph[]; readonly programs: readonly Program[] }> {
  const checked = await checkFile(file, request);
  if (hasErrors(checked.diagnostics)) throw new Problem(...checked.diagnostics);
  const { typed } = checked;
  const compiled = typed.trains.map(({ name }) => compile(typed, name));
  const diagnostics = [...checked.diagnostics, ...compiled.flatMap((outcome) => outcome.diagnostics)];
  if (hasErrors(diagnostics)) throw new Problem(...diagnostics);
  return {
    ...checked,
    diagnostics,
    models: typed.models.map(buildLayerGraph),
    programs: compiled.map(({ value }) => value),
  };
}
