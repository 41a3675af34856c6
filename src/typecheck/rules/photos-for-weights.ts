import { fewPhotosForWeights } from '../../diagnostics/catalogue/advice.ts';
import { hasWeights } from '../train/selectors.ts';
import { parametersOf } from './advice-rules.ts';
import { lacksDropout } from './dense-has-dropout.ts';
import type { TrainAdvice, TrainAdviceCase } from './train-advice.ts';
import { trainingPhotos } from './train-advice.ts';

/** From so many photos on it is the network that has to grow. */
const few = 10_000;
/** So many weights for each photo can store it. */
const manyForEach = 100;

/** Few photos for many weights need something against learning them by heart: a dropout, at the least. */
export const photosForWeights: TrainAdvice = (advice) => {
  const found = storedPhotos(advice);
  if (found !== undefined)
    advice.report(fewPhotosForWeights(advice.declaration.data.span, { ...found, noun: advice.noun }));
};

/** Photos that a network can store, and the weights it has for them; undefined where something is against it. */
export function storedPhotos(
  advice: TrainAdviceCase,
): { readonly photos: number; readonly weights: number } | undefined {
  const { train, model } = advice;
  const photos = [...(trainingPhotos(advice)?.values() ?? [])].reduce((sum, count) => sum + count, 0);
  if (photos === 0 || photos >= few) return undefined;
  const [first] = train.phases;
  const frozen = new Set(first?.frozen);
  const trained = model.layers.filter((layer) => hasWeights(layer) && !frozen.has(layer.weightsPath));
  const weights = trained.reduce((sum, layer) => sum + parametersOf(layer), 0);
  if (weights < manyForEach * photos || model.layers.some(({ kind }) => kind.endsWith('dropout')))
    return undefined;
  if (first?.augment !== undefined || first?.mix !== undefined) return undefined;
  // A dense layer with most of them is advised on by itself.
  if (model.layers.some((layer) => lacksDropout(layer, model))) return undefined;
  return { photos, weights };
}
