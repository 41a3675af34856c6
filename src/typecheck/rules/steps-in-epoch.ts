import { fewStepsInEpoch } from '../../diagnostics/catalogue/advice.ts';
import type { TrainAdvice } from './train-advice.ts';
import { settingOf, trainingPhotos } from './train-advice.ts';

/** Below so many steps an epoch changes little. */
const few = 10;
/** What a batch need not be smaller than. */
const usual = 32;

/** A batch is small enough that an epoch has some steps to learn by. */
export const stepsInEpoch: TrainAdvice = (advice) => {
  const photos = [...(trainingPhotos(advice)?.values() ?? [])].reduce((sum, count) => sum + count, 0);
  const { declaration, train, noun, report } = advice;
  const judged = new Set<number>();
  for (const { name, batch } of train.phases) {
    const span = settingOf(declaration, name, 'batch')?.span;
    const steps = Math.ceil(photos / batch);
    if (span === undefined || photos === 0 || batch <= usual || steps >= few || judged.has(span.start))
      continue;
    judged.add(span.start);
    report(fewStepsInEpoch(span, { batch, photos, noun, steps, usual, more: Math.ceil(photos / usual) }));
  }
};
