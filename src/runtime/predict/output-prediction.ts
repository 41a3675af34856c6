import type { ProgramOutput } from '../../ir/program.ts';
import type { Tensors } from '../engines/engine.ts';
import { argmax } from '../metrics/samples.ts';

/** An output of a model, as predictions are made of it. */
export interface PredictedOutput {
  readonly name: string;
  /** In the order of their numbers; undefined where it gives numbers. */
  readonly classes: readonly string[] | undefined;
  /** Whether the sign of its number tells two classes, and it is no probability. */
  readonly margin: boolean;
  /** Whether it is the probability of the second of two classes. */
  readonly binary: boolean;
  /** Numbers that it gives of a sample. */
  readonly units: number;
}

/** What a model says of one sample in one output. */
export type OutputPrediction =
  | {
      readonly class: string;
      /** Of that class. */
      readonly probability: number;
      readonly probabilities: Readonly<Record<string, number>>;
    }
  /** Two classes told by the sign of a number. */
  | { readonly class: string; readonly margin: number }
  | { readonly values: readonly number[] };

/** What is to be known of a program's output. @param folderClasses what the classes of a folder of photos were in training */
export function predictedOutput(
  { name, label, margin, shape }: ProgramOutput,
  folderClasses: readonly string[],
): PredictedOutput {
  const units = shape.reduce((all, size) => all * size, 1);
  if (label === undefined || label.kind === 'number' || label.kind === 'vector')
    return { name, classes: undefined, margin: false, binary: false, units };
  const known = label.classes ?? folderClasses;
  const binary = label.kind === 'binary';
  const count = binary || margin ? 2 : units;
  const classes = Array.from({ length: count }, (_, index) => known[index] ?? `class ${index}`);
  return { name, classes, margin, binary, units };
}

/** Reads what an output says of the sample in a row. */
export function readOutput(
  { name, classes, margin, binary }: PredictedOutput,
  results: Tensors,
  row: number,
): OutputPrediction {
  const tensor = results[`prediction/${name}`];
  if (tensor === undefined) throw new Error(`the graph gave no prediction/${name}`);
  const units = tensor.data.length / (tensor.shape[0] ?? 1);
  const values = [...tensor.data.subarray(row * units, (row + 1) * units)];
  if (classes === undefined) return { values };
  const [first = NaN] = values;
  if (margin) return { class: classes[Number(first > 0)] ?? '', margin: first };
  return ofProbabilities(classes, binary ? [1 - first, first] : values);
}

/** The likeliest of some classes. */
export function ofProbabilities(
  classes: readonly string[],
  probabilities: readonly number[],
  best: number = argmax(probabilities),
): OutputPrediction {
  return {
    class: classes[best] ?? '',
    probability: probabilities[best] ?? NaN,
    probabilities: Object.fromEntries(classes.map((name, index) => [name, probabilities[index] ?? NaN])),
  };
}
