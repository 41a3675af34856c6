import type { SampleNoun } from '../../diagnostics/catalogue/words.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Setting, TrainDeclaration } from '../../parser/ast.ts';
import type { DataFacts, WeightFacts } from '../check-options.ts';
import { imageOfInput, type CheckedDataset } from '../data/checked-dataset.ts';
import type { CheckedModel } from '../elaborate/model.ts';
import type { Split, TypedModel, TypedTrain } from '../typed-module.ts';
import { balancedClasses } from './balanced-classes.ts';
import { freezesPretrained } from './freezes-pretrained.ts';
import { gentlerFineTuning } from './gentler-fine-tuning.ts';
import { photosAreAugmented } from './photos-are-augmented.ts';
import { pretrainedPixels } from './pretrained-pixels.ts';
import { photosForWeights } from './photos-for-weights.ts';
import { patienceWithinLength } from './patience-within-length.ts';
import { scheduleWithinLength } from './schedule-within-length.ts';
import { stepsInEpoch } from './steps-in-epoch.ts';
import { watchValidation } from './watch-validation.ts';

/** A train that is right, and what it could do better. */
export interface TrainAdviceCase {
  readonly declaration: TrainDeclaration;
  readonly train: TypedTrain;
  readonly checked: CheckedModel;
  readonly model: TypedModel;
  readonly split: Split;
  /** What a sample of the data is called. */
  readonly noun: SampleNoun;
  /** As the model takes it. */
  readonly dataset: CheckedDataset;
  /** What was seen in the folder of its data; undefined where nobody has looked. */
  readonly facts: DataFacts | undefined;
  /** What is known of weights from elsewhere, by what the program calls them. */
  readonly weightFacts: ReadonlyMap<string, WeightFacts>;
  readonly report: (diagnostic: Diagnostic) => void;
}

export type TrainAdvice = (advice: TrainAdviceCase) => void;

const rules: readonly TrainAdvice[] = [
  freezesPretrained,
  pretrainedPixels,
  gentlerFineTuning,
  photosForWeights,
  photosAreAugmented,
  stepsInEpoch,
  watchValidation,
  patienceWithinLength,
  scheduleWithinLength,
  balancedClasses,
];

/** Advises on a train without errors. */
export function adviseTrain(advice: TrainAdviceCase): void {
  for (const rule of rules) rule(advice);
}

/** Whether a model looks at photos, and not at numbers alone. */
export function looksAtPhotos({ model, dataset }: TrainAdviceCase): boolean {
  return model.inputs.some(({ name }) => imageOfInput(name, dataset) !== undefined);
}

/** Samples of each class to train on, as far as the split leaves it to no chance; undefined where nobody has looked. */
export function trainingPhotos({ split, facts }: TrainAdviceCase): ReadonlyMap<string, number> | undefined {
  if (facts === undefined) return undefined;
  const given = split.kind === 'folders' || split.kind === 'files';
  const counts = Object.entries(facts.splits[given ? 'train' : ''] ?? {});
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  const share = trainingShare(split, all, facts);
  return new Map(counts.map(([name, count]) => [name, Math.round(count * share)]));
}

/** The part of some samples that is for training. */
function trainingShare(split: Split, all: number, { splits }: DataFacts): number {
  switch (split.kind) {
    case 'folders':
      return 1;
    case 'files':
      if (splits.validation !== undefined) return 1;
      return split.validation < 1 ? 1 - split.validation : 1 - split.validation / all;
    case 'counts':
      return split.train / all;
    default:
      return split.train;
  }
}

/** Where a phase's setting is written: in the phase, or in the train. */
export function settingOf(declaration: TrainDeclaration, phase: string, key: string): Setting | undefined {
  // Stages of a phase that unfreezes gradually are called `fine.block5`.
  const [written] = phase.split('.');
  const inPhase = declaration.phases.find(({ name }) => name.text === written)?.settings ?? [];
  return [...inPhase, ...declaration.settings].find((setting) => setting.key.text === key);
}
