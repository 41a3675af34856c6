import type { WeightRequest } from '../../ir/program.ts';
import type { Span } from '../../source/span.ts';
import type { TypedModule } from '../../typecheck/typed-module.ts';
import type { Values } from '../train/weights.ts';
import { prepareWeights, type PreparedWeights } from '../weights/load.ts';
import type { CompiledTrain } from './compile-file.ts';
import type { RunRequest } from './run-request.ts';

/**
 * The weights that parts of a program's model begin with: found, downloaded where they have to be, and compared with it.
 * @throws Problem NET7220 to NET7229, or what is wrong with a file
 */
export async function findWeights(
  { program, typed }: Pick<CompiledTrain, 'program' | 'typed'>,
  request: Pick<RunRequest, 'workingDirectory' | 'stop' | 'note' | 'download'>,
): Promise<readonly PreparedWeights[]> {
  return prepareWeights(program.weights, program.model, {
    workingDirectory: request.workingDirectory,
    spanOf: (wanted) => spanOfWeights(typed, program.train, wanted),
    begins: (url) => request.note?.(`Downloading ${url}`),
    waits: (file) => request.note?.(`Another process is downloading ${file}: waiting for it`),
    progress: request.download,
    signal: request.stop,
  });
}

/** Where a program says what a part of its model begins with. */
export function spanOfWeights(
  { models, trains }: TypedModule,
  trainName: string,
  { path, weights }: WeightRequest,
): Span | undefined {
  const train = trains.find(({ name }) => name === trainName);
  if (train?.weights !== undefined) return train.weights.span;
  const model = models.find(({ name }) => name === train?.model);
  return model?.pretrained.find((each) => each.path === path && each.weights === weights)?.span;
}

/** The values that files hold for variables, by path. */
export async function loadedValues(prepared: readonly PreparedWeights[]): Promise<Values> {
  const values = new Map<string, Float32Array>();
  for (const { read } of prepared) for (const [path, value] of await read()) values.set(path, value);
  return values;
}
