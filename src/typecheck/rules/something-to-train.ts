import { nothingToTrain } from '../../diagnostics/catalogue/training.ts';
import { hasWeights } from '../train/selectors.ts';
import type { TrainRule } from './train-rules.ts';

/** Each phase has weights to change. */
export const somethingToTrain: TrainRule = ({ declaration, model: { model }, phases, report }) => {
  if (model === undefined) return true;
  const paths = model.layers.filter(hasWeights).map(({ weightsPath }) => weightsPath);
  let holds = true;
  for (const { name, written, frozen, freezeSpan } of phases) {
    if (frozen === undefined || paths.some((path) => !frozen.has(path))) continue;
    const span = freezeSpan ?? written?.name.span ?? declaration.name.span;
    report(nothingToTrain(span, { phase: name, frozen: paths.length > 0 }));
    holds = false;
  }
  return holds;
};
