import type { ProgramLabel, ProgramMetric } from '../../ir/program.ts';
import type { HostTensor } from '../engines/engine.ts';

/** Sum over samples of one metric, from one batch: predictions `[n, units]`, labels as `ProgramLabel` says. */
type BatchSum = (prediction: HostTensor, label: HostTensor, kind: ProgramLabel['kind']) => number;

/** Keras's BinaryAccuracy: a probability of exactly 0.5 counts as class 0. */
const binaryThreshold = 0.5;

/** How each metric adds up; a mean over samples comes of dividing by their number. */
const batchSums: Readonly<Record<ProgramMetric['kind'], BatchSum>> = {
  accuracy: (prediction, label, kind) =>
    sumOverSamples(prediction, label, (row, target) => {
      const guess = kind === 'binary' ? Number((row[0] ?? 0) > binaryThreshold) : argmax(row);
      return Number(guess === target);
    }),
  mae: (prediction, label) =>
    sumOverSamples(prediction, label, (row, target) => meanOf(row, (y) => Math.abs(y - target))),
  mse: (prediction, label) =>
    sumOverSamples(prediction, label, (row, target) => meanOf(row, (y) => (y - target) ** 2)),
};

/** The metric's sum over the samples of a batch. */
export function metricBatchSum(
  metric: ProgramMetric['kind'],
  prediction: HostTensor,
  label: HostTensor,
  kind: ProgramLabel['kind'],
): number {
  return batchSums[metric](prediction, label, kind);
}

/** The place of the largest value, the first of equal ones. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < values.length; index++)
    if ((values[index] ?? -Infinity) > (values[best] ?? -Infinity)) best = index;
  return best;
}

function sumOverSamples(
  prediction: HostTensor,
  label: HostTensor,
  score: (row: Float32Array | Int32Array, target: number) => number,
): number {
  const samples = prediction.shape[0] ?? 0;
  const units = samples === 0 ? 0 : prediction.data.length / samples;
  let sum = 0;
  for (let sample = 0; sample < samples; sample++)
    sum += score(prediction.data.subarray(sample * units, (sample + 1) * units), label.data[sample] ?? NaN);
  return sum;
}

function meanOf(row: Float32Array | Int32Array, score: (value: number) => number): number {
  let sum = 0;
  for (const value of row) sum += score(value);
  return sum / row.length;
}
