import type { ProgramMetric } from '../../ir/program.ts';
import { rankingArea } from './ranking-area.ts';
import type { JudgedSample } from './samples.ts';

/**
 * What a metric has seen so far: a table of numbers whose meaning is the metric's own. Plain data that is never changed
 * in place, so that an interrupted epoch can go on with it.
 */
export type MetricState = readonly (readonly number[])[];

interface Metric {
  readonly add: (state: MetricState, samples: readonly JudgedSample[], k: number | null) => MetricState;
  /** Undefined where there is nothing to measure, and for what is no single number. */
  readonly value: (state: MetricState) => number | undefined;
  /** Too slow to be asked for after every step. */
  readonly late?: true;
}

/** Counts of each class: right predictions, all predictions, and how often it is true. */
interface ClassCounts {
  readonly right: number;
  readonly predicted: number;
  readonly actual: number;
}

/** Keras's definitions, over all samples; what differs from Keras is said beside it. */
const metrics: Readonly<Record<ProgramMetric['kind'], Metric>> = {
  accuracy: mean(({ predictedClass, actualClass }) => Number(predictedClass === actualClass)),
  top_accuracy: mean((sample, k) => Number(isAmongLikeliest(sample, k))),
  top_error: mean((sample, k) => 1 - Number(isAmongLikeliest(sample, k))),
  precision: overClasses(({ right, predicted }) => ratio(right, predicted)),
  recall: overClasses(({ right, actual }) => ratio(right, actual)),
  f1: overClasses(({ right, predicted, actual }) => ratio(2 * right, predicted + actual)),
  // The exact area, as scikit-learn computes it; Keras approximates it with 200 thresholds.
  auc: { add: keepScores, value: areaOfScores, late: true },
  confusion: { add: addToConfusion, value: () => undefined },
  mae: mean(({ predicted, target }) => meanOverUnits(predicted, target, Math.abs)),
  mse: mean(({ predicted, target }) => meanOverUnits(predicted, target, (error) => error ** 2)),
  r2: { add: addToMoments, value: explainedVariance },
};

/** The metric's state after some more samples. */
export function addToMetric(
  { kind, k }: Pick<ProgramMetric, 'kind' | 'k'>,
  state: MetricState,
  samples: readonly JudgedSample[],
): MetricState {
  return samples.length === 0 ? state : metrics[kind].add(state, samples, k);
}

/** What the metric says of all samples so far; undefined where there is nothing to measure. */
export function metricValue(kind: ProgramMetric['kind'], state: MetricState): number | undefined {
  return metrics[kind].value(state);
}

/** Whether a metric is too slow to be asked for after every step. */
export function isLate(kind: ProgramMetric['kind']): boolean {
  return metrics[kind].late === true;
}

/** A mean of something over samples: its sum, and their number. */
function mean(score: (sample: JudgedSample, k: number) => number): Metric {
  return {
    add: (state, samples, k) => {
      const [[sum = 0, count = 0] = []] = state;
      return [
        [samples.reduce((total, sample) => total + score(sample, k ?? 1), sum), count + samples.length],
      ];
    },
    value: ([[sum = 0, count = 0] = []]) => (count === 0 ? undefined : sum / count),
  };
}

/** As TensorFlow's in_top_k: classes as likely as the true one do not push it out. */
function isAmongLikeliest({ predicted, actualClass }: JudgedSample, k: number): boolean {
  const own = predicted[actualClass] ?? NaN;
  let likelier = 0;
  for (let index = 0; index < predicted.length; index++) if ((predicted[index] ?? NaN) > own) likelier++;
  return likelier < k && Number.isFinite(own);
}

/**
 * Something of each class's counts: of two classes that of the second, of more the plain mean over classes (scikit-learn's
 * and Keras's `macro`). State: a row each for right, predicted and actual.
 */
function overClasses(score: (counts: ClassCounts) => number): Metric {
  return {
    add: (state, samples) => {
      const classes = samples[0]?.predicted.length ?? 0;
      const [right, predicted, actual] = [0, 1, 2].map((row) => [
        ...(state[row] ?? Array.from({ length: classes }, () => 0)),
      ]);
      const count = (row: number[] | undefined, of: number): void => {
        if (row !== undefined) row[of] = (row[of] ?? 0) + 1;
      };
      for (const { predictedClass, actualClass } of samples) {
        count(predicted, predictedClass);
        count(actual, actualClass);
        if (predictedClass === actualClass) count(right, actualClass);
      }
      return [right ?? [], predicted ?? [], actual ?? []];
    },
    value: ([right = [], predicted = [], actual = []]) => {
      const scores = right.map((hits, index) =>
        score({ right: hits, predicted: predicted[index] ?? 0, actual: actual[index] ?? 0 }),
      );
      return scores.length === 2 ? scores[1] : meanOf(scores);
    },
  };
}

/** 0 where there is nothing to divide by, as in Keras. */
function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** A row of its true class and its scores for each sample. */
function keepScores(state: MetricState, samples: readonly JudgedSample[]): MetricState {
  return [...state, ...samples.map(({ actualClass, predicted }) => [actualClass, ...Array.from(predicted)])];
}

/** Of two classes the second against the first, of more the mean of each against the rest, where both occur. */
function areaOfScores(state: MetricState): number | undefined {
  const classes = (state[0]?.length ?? 1) - 1;
  const judged = Array.from({ length: classes }, (_, index) => index).slice(classes === 2 ? 1 : 0);
  const areas = judged.flatMap(
    (index) =>
      rankingArea(state.map((row) => ({ score: row[index + 1] ?? NaN, positive: row[0] === index }))) ?? [],
  );
  return meanOf(areas);
}

/** A row for each true class, a column for each predicted one. */
function addToConfusion(state: MetricState, samples: readonly JudgedSample[]): MetricState {
  const classes = samples[0]?.predicted.length ?? 0;
  const rows: (readonly number[])[] =
    state.length > 0 ? [...state] : Array.from({ length: classes }, () => Array<number>(classes).fill(0));
  for (const { actualClass, predictedClass } of samples)
    rows[actualClass] = (rows[actualClass] ?? []).map((count, index) =>
      index === predictedClass ? count + 1 : count,
    );
  return rows;
}

function meanOverUnits(
  predicted: ArrayLike<number>,
  target: ArrayLike<number>,
  measure: (error: number) => number,
): number {
  let sum = 0;
  for (let unit = 0; unit < predicted.length; unit++)
    sum += measure((predicted[unit] ?? NaN) - targetOf(target, unit));
  return sum / predicted.length;
}

const targetOf = (target: ArrayLike<number>, unit: number): number =>
  target[target.length === 1 ? 0 : unit] ?? NaN;

/** A row a unit: samples, mean, sum of squared distances from the mean (Welford 1962), sum of squared errors. */
function addToMoments(state: MetricState, samples: readonly JudgedSample[]): MetricState {
  const units = samples[0]?.predicted.length ?? state.length;
  return Array.from({ length: units }, (_, unit) => {
    let [count = 0, average = 0, spread = 0, errors = 0] = state[unit] ?? [];
    for (const { predicted, target } of samples) {
      const value = targetOf(target, unit);
      count += 1;
      const before = value - average;
      average += before / count;
      spread += before * (value - average);
      errors += ((predicted[unit] ?? NaN) - value) ** 2;
    }
    return [count, average, spread, errors];
  });
}

/** 1 − squared errors / squared distances from the mean, a mean over units; nothing where all labels are equal. */
function explainedVariance(state: MetricState): number | undefined {
  const scores = state.map(([, , spread = 0, errors = 0]) =>
    spread === 0 ? undefined : 1 - errors / spread,
  );
  return meanOf(scores.filter((score) => score !== undefined));
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
