import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { TrainDeclaration } from '../../parser/ast.ts';
import type { CheckedDataset } from '../data/checked-dataset.ts';
import type { CheckedModel } from '../elaborate/model.ts';
import type { ReadPhase } from '../train/train.ts';
import { classWeightsFit } from './class-weights-fit.ts';
import { everyOutputHasLoss } from './every-output-has-loss.ts';
import { figuresAreMeasured } from './figures-are-measured.ts';
import { headFitsLabel } from './head-fits-label.ts';
import { inputFitsData } from './input-fits-data.ts';
import { metricFitsHead } from './metric-fits-head.ts';
import { photosToChange } from './photos-to-change.ts';
import { rescaledOnce } from './rescaled-once.ts';
import { somethingToTrain } from './something-to-train.ts';
import { smoothingApplies } from './smoothing-applies.ts';
import { stepsFitChannels } from './steps-fit-channels.ts';
import { topBelowClasses } from './top-below-classes.ts';

/** A train beside its model and its data, as far as they are known. */
export interface TrainCase {
  readonly declaration: TrainDeclaration;
  readonly model: CheckedModel;
  readonly dataset: CheckedDataset | undefined;
  readonly phases: readonly ReadPhase[];
  readonly report: (diagnostic: Diagnostic) => void;
}

/** Whether the claim holds; what does not is reported. */
export type TrainRule = (train: TrainCase) => boolean;

const rules: readonly TrainRule[] = [
  inputFitsData,
  rescaledOnce,
  stepsFitChannels,
  photosToChange,
  headFitsLabel,
  metricFitsHead,
  topBelowClasses,
  classWeightsFit,
  smoothingApplies,
  everyOutputHasLoss,
  somethingToTrain,
  figuresAreMeasured,
];

/** Whether a train fits its model and its data. */
export function judgeTrain(train: TrainCase): boolean {
  return rules.map((rule) => rule(train)).every((holds) => holds);
}
