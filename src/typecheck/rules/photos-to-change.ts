import { numbersAreNoPhotos } from '../../diagnostics/catalogue/augmentation.ts';
import { imageOfInput } from '../data/checked-dataset.ts';
import { settingOf } from './train-advice.ts';
import type { TrainRule } from './train-rules.ts';

/** What changes photos, or parts of them, stands for models that look at some. Numbers may be mixed as a whole. */
export const photosToChange: TrainRule = ({ declaration, model: { model }, dataset, phases, report }) => {
  if (model === undefined || dataset?.images === undefined) return true;
  if (model.inputs.some(({ name }) => imageOfInput(name, dataset) !== undefined)) return true;
  const told = new Set<number>();
  for (const { name, augment, mix } of phases)
    for (const [setting, what] of [
      ['augment', augment ? 'augment' : undefined],
      ['mix', mix?.kind === 'cutmix' ? mix.kind : undefined],
    ] as const) {
      const span = settingOf(declaration, name, setting)?.values[0]?.span;
      if (what === undefined || span === undefined || told.has(span.start)) continue;
      told.add(span.start);
      report(numbersAreNoPhotos(span, { what, model: model.name, data: declaration.data.text }));
    }
  return told.size === 0;
};
