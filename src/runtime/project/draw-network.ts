import { noSuchPhase } from '../../diagnostics/catalogue/run.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { LayerGraph } from '../../ir/layer-graph.ts';
import { pictureOf, type Picture } from '../../report/graph/index.ts';
import { phasesOf } from '../../report/layer-rows.ts';
import { Problem } from '../problem.ts';
import type { CheckRequest } from './check-file.ts';
import { compileAll } from './compile-file.ts';
import { modelsOfFile, unknownModel } from './models-of-file.ts';

/** What to draw of a file. */
export interface DrawRequest extends Omit<CheckRequest, 'data'> {
  readonly model: string | undefined;
  /** `top`, or with its train `finetune.top`. */
  readonly phase: string | undefined;
  readonly depth: number | undefined;
}

/**
 * The picture of a model of a file, by name or the first.
 * @throws Problem with the errors of the file; NET7071 where it has no such model, NET7072 where that has no such phase
 */
export async function pictureOfFile(file: string, request: DrawRequest): Promise<Picture> {
  const { depth, phase } = request;
  if (phase === undefined)
    return pictureOf(modelNamed(await modelsOfFile(file, request), request.model), { depth });
  const { models, programs } = await compileAll(file, { ...request, data: 'none' });
  const model = modelNamed(models, request.model);
  const phases = phasesOf(model, programs);
  const found = phases.find(({ train, phase: name }) => name === phase || `${train}.${name}` === phase);
  if (found === undefined) {
    const names = phases.map(({ phase: name }) => name);
    const facts = { name: phase, model: model.model, phases: names, similar: nearest(phase, names) };
    throw new Problem(noSuchPhase(undefined, facts));
  }
  return pictureOf(model, { depth, phase: { name: found.phase, trainable: found.trainable } });
}

function modelNamed(models: readonly LayerGraph[], name: string | undefined): LayerGraph {
  const found = name === undefined ? models[0] : models.find(({ model }) => model === name);
  if (found !== undefined) return found;
  throw unknownModel(
    name,
    models.map(({ model }) => model),
  );
}
