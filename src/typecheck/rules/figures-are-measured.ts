import { nothingToWatch } from '../../diagnostics/catalogue/optimization.ts';
import { sampleNoun } from '../data/sample-noun.ts';
import { watchText } from '../train/figures.ts';
import { watchesOf } from '../train/watching.ts';
import { settingOf } from './train-advice.ts';
import type { TrainRule } from './train-rules.ts';
import { validationPhotos } from './validation-photos.ts';

/** What is watched is measured: figures of validation need photos for it. */
export const figuresAreMeasured: TrainRule = ({ declaration, dataset, phases, report }) => {
  if (dataset?.typed === undefined || validationPhotos(dataset.typed.split, dataset.facts) !== 0) return true;
  const noun = sampleNoun(dataset.typed);
  let holds = true;
  for (const { name, written, regime } of phases) {
    for (const { setting, watch } of regime === undefined ? [] : watchesOf(regime)) {
      if (watch.split !== 'validation') continue;
      const place = settingOf(declaration, name, setting)?.values[0] ?? written ?? declaration;
      const figure = watchText(watch);
      const instead = watchText({ ...watch, split: 'train' });
      report(nothingToWatch(place.span, { figure, data: dataset.typed.name, instead, noun }));
      holds = false;
    }
  }
  return holds;
};
