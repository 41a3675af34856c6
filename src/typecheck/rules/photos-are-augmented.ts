import { fewPhotosAsTheyAre } from '../../diagnostics/catalogue/advice.ts';
import { storedPhotos } from './photos-for-weights.ts';
import type { TrainAdvice } from './train-advice.ts';
import { looksAtPhotos, trainingPhotos } from './train-advice.ts';

/** From so many photos on, they vary by themselves. */
const few = 5000;

/** Few photos are shown in other ways in each epoch, so that none is known by heart. */
export const photosAreAugmented: TrainAdvice = (advice) => {
  const photos = [...(trainingPhotos(advice)?.values() ?? [])].reduce((sum, count) => sum + count, 0);
  const { declaration, train, report } = advice;
  if (photos === 0 || photos >= few || !looksAtPhotos(advice)) return;
  if (train.phases.some(({ augment, mix }) => augment !== undefined || mix !== undefined)) return;
  // That nothing at all holds the network back is said by itself.
  if (storedPhotos(advice) !== undefined) return;
  const passes = train.phases.reduce((sum, { length, batch }) => {
    const seen = length.kind === 'epochs' ? length.count : (length.count * batch) / photos;
    return sum + seen;
  }, 0);
  report(fewPhotosAsTheyAre(declaration.data.span, { photos, passes: Math.round(passes) }));
};
