import { stepNeedsColour } from '../../diagnostics/catalogue/channels.ts';
import type { PhotoStep } from '../augment/augmentation.ts';
import { imageOfInput } from '../data/checked-dataset.ts';
import type { TrainRule } from './train-rules.ts';

/** Steps that change colours alone stand for data that have some. */
export const stepsFitChannels: TrainRule = ({ declaration, model: { model }, dataset, phases, report }) => {
  if (dataset === undefined) return true;
  const used = (model?.inputs ?? []).map(({ name }) => imageOfInput(name, dataset)?.size?.channels);
  if (used.length === 0 || used.some((channels) => channels !== 1)) return true;
  const told = new Set<number>();
  for (const { augment, augmentSpan } of phases) {
    const step = augment?.steps.map(colourStep).find((name) => name !== undefined);
    if (step === undefined || augmentSpan === undefined || told.has(augmentSpan.start)) continue;
    told.add(augmentSpan.start);
    report(stepNeedsColour(augmentSpan, { step, data: declaration.data.text }));
  }
  return told.size === 0;
};

/** The first step among these that needs red, green and blue. */
function colourStep(step: PhotoStep): string | undefined {
  switch (step.kind) {
    case 'saturation':
    case 'hue':
    case 'grey':
      return step.kind;
    case 'maybe':
      return step.steps.map(colourStep).find((name) => name !== undefined);
    case 'one_of':
      return step.choices
        .flat()
        .map(colourStep)
        .find((name) => name !== undefined);
    default:
      return undefined;
  }
}
