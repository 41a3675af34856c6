import { watchesTraining } from '../../diagnostics/catalogue/optimization-advice.ts';
import { watchText } from '../train/figures.ts';
import { watchesOf } from '../train/watching.ts';
import type { TrainAdvice } from './train-advice.ts';
import { settingOf } from './train-advice.ts';
import { validationPhotos } from './validation-photos.ts';

/** What ends a phase, or says which weights are best, is a figure of photos that were not trained on. */
export const watchValidation: TrainAdvice = ({ declaration, train, split, noun, facts, report }) => {
  const photos = validationPhotos(split, facts);
  if (photos === 0 || (photos === undefined && split.kind === 'folders')) return;
  const judged = new Set<number>();
  for (const { name, regime } of train.phases) {
    for (const { setting, watch } of watchesOf(regime)) {
      const span = settingOf(declaration, name, setting)?.values[0]?.span;
      if (watch.split !== 'train' || span === undefined || judged.has(span.start)) continue;
      judged.add(span.start);
      const figure = watchText(watch);
      const better = watchText({ ...watch, split: 'validation' });
      report(watchesTraining(span, { setting, figure, better, photos, noun }));
    }
  }
};
