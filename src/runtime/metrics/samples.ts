import type { ProgramLabel } from '../../ir/program.ts';
import type { HostTensor } from '../engines/engine.ts';

type Numbers = Float32Array | Int32Array;

/** One sample as metrics see it: what was predicted, and what is true. */
export interface JudgedSample {
  /** What the head says, a number a unit; of two classes in one unit, the probability of each. */
  readonly predicted: ArrayLike<number>;
  /** What a label of numbers says, a number a unit; a single one is for every unit. */
  readonly target: ArrayLike<number>;
  /** Numbers of classes; NaN for a label of numbers. */
  readonly predictedClass: number;
  readonly actualClass: number;
}

/** Keras's BinaryAccuracy: a probability of exactly 0.5 counts as class 0. */
const binaryThreshold = 0.5;

/**
 * The samples of a batch whose label is present.
 * @param prediction `[samples, units]`
 * @param label as `ProgramLabel` says
 * @param kind of the label; `margin` of two classes that are told by the sign of a number
 * @param mask 1 where the label is present; without one all are
 */
export function judgedSamples(
  prediction: HostTensor,
  label: HostTensor,
  kind: ProgramLabel['kind'] | 'margin',
  mask?: HostTensor,
): readonly JudgedSample[] {
  const count = prediction.shape[0] ?? 0;
  return Array.from({ length: count }, (_, sample) => sample)
    .filter((sample) => mask === undefined || mask.data[sample] !== 0)
    .map((sample) => readers[kind](rowOf(prediction, sample, count), rowOf(label, sample, count)));
}

type Reader = (row: Numbers, target: Numbers) => JudgedSample;

const numbers: Reader = (row, target) => ({
  predicted: row,
  target,
  predictedClass: NaN,
  actualClass: NaN,
});

const readers: Readonly<Record<ProgramLabel['kind'] | 'margin', Reader>> = {
  binary: ([probability = NaN], target) => ({
    predicted: [1 - probability, probability],
    target,
    predictedClass: Number(probability > binaryThreshold),
    actualClass: Number((target[0] ?? NaN) > binaryThreshold),
  }),
  margin: ([margin = NaN], target) => ({
    predicted: [-margin, margin],
    target,
    predictedClass: Number(margin > 0),
    actualClass: Number((target[0] ?? NaN) > binaryThreshold),
  }),
  class: (row, target) => ({
    predicted: row,
    target,
    predictedClass: argmax(row),
    actualClass: actualClass(target),
  }),
  number: numbers,
  vector: numbers,
};

/** The class that a label says: its number, the share of the second of two, or a share for each of several. */
function actualClass(target: Numbers): number {
  const [first = NaN] = target;
  // A mixture of classes counts as the one it has most of, as in Keras's CategoricalAccuracy.
  if (target.length > 1) return argmax(target);
  return target instanceof Int32Array ? first : Number(first > binaryThreshold);
}

/** The place of the largest value, the first of equal ones. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < values.length; index++)
    if ((values[index] ?? -Infinity) > (values[best] ?? -Infinity)) best = index;
  return best;
}

function rowOf({ data }: HostTensor, sample: number, count: number): Numbers {
  const units = data.length / count;
  return data.subarray(sample * units, (sample + 1) * units);
}
