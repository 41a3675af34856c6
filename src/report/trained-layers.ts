import type { PhaseProgram, Program } from '../ir/program.ts';
import { layerOfWeight, parametersOf } from '../ir/build-layer-graph.ts';

/** A layer that is trained, or all layers below a path. */
export interface TrainedLayers {
  readonly path: string;
  readonly layers: number;
  readonly parameters: number;
}

/** What a phase trains, from the input to the output; where all below a path is trained, the path stands for it. */
export function trainedLayers(
  { model }: Pick<Program, 'model'>,
  { trainable }: Pick<PhaseProgram, 'trainable'>,
): readonly TrainedLayers[] {
  const trained = new Set(trainable);
  const paths = new Set(
    model.weights.filter((weight) => weight.trainable).map(({ path }) => layerOfWeight(path)),
  );
  const still = new Set(
    [...paths].filter((layer) =>
      model.weights.some(
        (weight) => weight.trainable && layerOfWeight(weight.path) === layer && !trained.has(weight.path),
      ),
    ),
  );
  const below = (path: string, scope: string): boolean => path === scope || path.startsWith(`${scope}.`);
  /** The shortest beginning of a path below which nothing stays as it is. */
  const scopeOf = (path: string): string => {
    const parts = path.split('.');
    const scopes = parts.map((_, index) => parts.slice(0, index + 1).join('.'));
    return scopes.find((scope) => ![...still].some((other) => below(other, scope))) ?? path;
  };
  const rows = new Map<string, { layers: number; parameters: number }>();
  for (const layer of paths) {
    if (still.has(layer)) continue;
    const scope = scopeOf(layer);
    const row = rows.get(scope) ?? { layers: 0, parameters: 0 };
    rows.set(scope, row);
    row.layers += 1;
    for (const weight of model.weights)
      if (trained.has(weight.path) && layerOfWeight(weight.path) === layer)
        row.parameters += parametersOf(weight);
  }
  return [...rows].map(([path, { layers, parameters }]) => ({ path, layers, parameters }));
}
