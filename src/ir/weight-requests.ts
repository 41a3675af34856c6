import type { WeightRequest } from './program.ts';
import type { TypedModel, TypedTrain } from './upstream.ts';

/** What of a model begins with weights from elsewhere: all of it where the train says so, else what its blocks ask for. */
export function weightRequests(
  model: TypedModel,
  { weights: whole }: Pick<TypedTrain, 'weights'>,
): readonly WeightRequest[] {
  if (whole === undefined)
    return model.pretrained.map(({ block, from, path, weights, top, layers, names, span }) => ({
      ...{ block, from, path, weights, file: span.file.path, top, layers, names },
    }));
  const layers = model.layers.filter(({ path, weightsPath }) => path === weightsPath);
  return [
    {
      block: model.name,
      from: model.span.file.path,
      path: '',
      weights: whole.weights,
      file: whole.span.file.path,
      top: undefined,
      layers: layers.map(({ path }) => ({ path, name: path })),
      names: whole.names,
    },
  ];
}
