import { noSuchModel } from '../../diagnostics/catalogue/run.ts';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { buildLayerGraph } from '../../ir/build-layer-graph.ts';
import type { LayerGraph } from '../../ir/layer-graph.ts';
import { Problem } from '../problem.ts';
import { checkFile, type CheckRequest } from './check-file.ts';

/**
 * Checks a file and builds its models, without looking at its data or compiling its trains.
 * @throws Problem with everything the checker says when there are errors
 */
export async function modelsOfFile(
  file: string,
  request: Omit<CheckRequest, 'data'>,
): Promise<readonly LayerGraph[]> {
  const { typed, diagnostics } = await checkFile(file, { ...request, data: 'none' });
  if (hasErrors(diagnostics)) throw new Problem(...diagnostics);
  return typed.models.map(buildLayerGraph);
}

/** For a name that no model of a file has. */
export function unknownModel(name: string | undefined, models: readonly string[]): Problem {
  const similar = name === undefined ? undefined : nearest(name, models);
  return new Problem(noSuchModel(undefined, { name: name ?? '', models, similar }));
}
