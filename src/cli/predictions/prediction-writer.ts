import type { OutputPrediction, PredictedOutput } from '../../runtime/predict/output-prediction.ts';
import type { Prediction } from '../../runtime/predict/predict-samples.ts';

/** What is known before the first prediction is made. */
export interface Predicted {
  readonly outputs: readonly PredictedOutput[];
  /** Whether samples are rows of tables. */
  readonly rows: boolean;
  /** What the names of samples are of; undefined where they have no more than the number of their row. */
  readonly named: 'photo' | 'sample' | undefined;
  /** Characters of the longest name of a sample. */
  readonly longestName: number;
  /** How many of the likeliest classes are wanted; undefined where nobody has said it. */
  readonly top: number | undefined;
}

/** Something that was left out, for programs. */
export interface LeftOut {
  readonly code: string;
  readonly message: string;
}

/** Writes predictions one by one, so that no number of them fills the memory. */
export interface PredictionWriter {
  readonly head: string;
  readonly one: (prediction: Prediction) => string;
  readonly tail: (leftOut: readonly LeftOut[]) => string;
}

/** A class with its probability. */
export interface Ranked {
  readonly class: string;
  readonly probability: number;
}

/** The likeliest classes, the first of those that are equally likely first; nothing of an output that gives no probabilities. */
export function ranked(
  output: PredictedOutput,
  said: OutputPrediction | undefined,
  most: number,
): readonly Ranked[] {
  if (said === undefined || !('probabilities' in said) || output.classes === undefined) return [];
  return output.classes
    .map((name) => ({ class: name, probability: said.probabilities[name] ?? NaN }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, most);
}
