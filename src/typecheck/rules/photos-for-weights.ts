import { fewPhotosForWeights } from '../../diagnostics/catalogue/advice.ts';
import { hasWeights } from '../train/selectors.ts';
import { parametersOf } from './advice-rules.ts';
import { lacksDropout } from './dense-has-dropout.ts';
import type { TrainAdvice } from './train-advice.ts';
import { trainingPhotos } from './train-advice.ts';

/** From so many photos on it is the network that has to grow. */
const few = 10_000;
/** So many weights for each photo can store it. */
const manyForEach = 100;

/** Few photos for many weights need something against learning them by heart: a dropout, at the least. */
export const photosForWeights: TrainAdvice = (advice) => {
  const { declaration, train, model, report } = advice;
  const photos = [...(trainingPhotos(advice)?.values() ?? [])].reduce((sum, count) => sum + count, 0);
  if (photos === 0 || photos >= few) return;
  const [first] = train.phases;
  const frozen = new Set(first?.frozen);
  const trained = model.layers.filter((layer) => hasWeights(layer) && !frozen.has(layer.weightsPath));
  const weights = trained.reduce((sum, layer) => sum + parametersOf(layer), 0);
  if (weights < manyForEach * photos || model.layers.some(({ kind }) => kind.endsWith('dropout'))) return;
  if (first?.augment !== undefined || first?.mix !== undefined) return;
  // A dense layer with most of them is advised on by itself.
  if (model.layers.some((layer) => lacksDropout(layer, model))) return;
  report(fewPhotosForWeights(declaration.data.span, { photos, weights }));
};
