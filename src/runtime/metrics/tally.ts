import type { PhaseProgram, ProgramMetric, ProgramOutput } from '../../ir/program.ts';
import type { HostTensor, Tensors } from '../engines/engine.ts';
import { addToMetric, isLate, metricValue, type MetricState } from './metric.ts';
import { judgedSamples, type JudgedSample } from './samples.ts';

/** Loss and metrics of some samples. */
export interface Scores {
  readonly loss: number;
  /** Each term of the loss by its name, without its weight. */
  readonly losses: Readonly<Record<string, number>>;
  /** What has no value, such as the area under a curve of one class, is not there. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly confusions: Readonly<Record<string, Confusion>>;
}

/** How often a class (row) was taken for another (column). */
export type Confusion = readonly (readonly number[])[];

/** What scores are made from; plain data, so that an interrupted epoch can go on with them. */
export interface TallySums {
  readonly samples: number;
  readonly loss: number;
  /** Of each term its sum over the samples that have its label, and how many those are. */
  readonly losses: Readonly<Record<string, readonly [sum: number, samples: number]>>;
  readonly metrics: Readonly<Record<string, MetricState>>;
}

/** A tally before the first batch. */
export const emptySums: TallySums = { samples: 0, loss: 0, losses: {}, metrics: {} };

/**
 * The sums after one more batch. A batch's loss is a mean, so it weighs as much as the batch has samples, as in
 * Keras's loss tracker; over an epoch of training it is of weights that change meanwhile.
 */
export function addBatch(
  sums: TallySums,
  samples: number,
  feeds: Tensors,
  results: Tensors,
  { metrics, terms }: Pick<PhaseProgram, 'metrics' | 'terms'>,
  outputs: readonly ProgramOutput[],
): TallySums {
  const judged = new Map<string, readonly JudgedSample[]>();
  return {
    samples: sums.samples + samples,
    loss: sums.loss + scalar(results['loss'], 'loss') * samples,
    losses: Object.fromEntries(
      terms.flatMap(({ name, label }) => {
        const value = results[`loss/${name}`];
        // Those of outputs that exist in training only are not there in evaluation.
        if (value === undefined) return [];
        const present = presentSamples(feeds[`mask/${label}`], samples);
        const [sum, count] = sums.losses[name] ?? [0, 0];
        return [[name, [sum + scalar(value, name) * present, count + present]] as const];
      }),
    ),
    metrics: Object.fromEntries(
      metrics.map((metric) => {
        const { output, label, name } = metric;
        const key = `${output} ${label}`;
        const head = outputs.find((candidate) => candidate.name === output);
        const kind = head?.margin === true ? 'margin' : (head?.label?.kind ?? 'number');
        const both =
          judged.get(key) ??
          judgedSamples(
            present(results[`prediction/${output}`], `prediction/${output}`),
            present(feeds[`label/${label}`], `label/${label}`),
            kind,
            feeds[`mask/${label}`],
          );
        judged.set(key, both);
        return [name, addToMetric(metric, sums.metrics[name] ?? [], both)];
      }),
    ),
  };
}

/** Scores of what was tallied; the loss is NaN before the first sample. */
export function scoresOf(sums: TallySums, metrics: readonly ProgramMetric[]): Scores {
  const { samples, loss, losses } = sums;
  const states = metrics.map((metric) => ({ ...metric, state: sums.metrics[metric.name] ?? [] }));
  return {
    loss: loss / samples,
    losses: Object.fromEntries(
      Object.entries(losses).flatMap(([name, [sum, count]]) =>
        count === 0 ? [] : [[name, sum / count] as const],
      ),
    ),
    metrics: Object.fromEntries(
      states.flatMap(({ name, kind, state }) => {
        const value = metricValue(kind, state);
        return value === undefined ? [] : [[name, value] as const];
      }),
    ),
    confusions: Object.fromEntries(
      states.flatMap(({ name, kind, state }) => (kind === 'confusion' ? [[name, state] as const] : [])),
    ),
  };
}

/** Scores without what is too slow to be computed after every step. */
export function runningScores(sums: TallySums, metrics: readonly ProgramMetric[]): Scores {
  return scoresOf(
    sums,
    metrics.filter(({ kind }) => !isLate(kind)),
  );
}

/** The number in a result of one element. */
export function scalar(tensor: HostTensor | undefined, name: string): number {
  return present(tensor, name).data[0] ?? NaN;
}

/** How many samples of a batch have a label. */
function presentSamples(mask: HostTensor | undefined, samples: number): number {
  return mask === undefined ? samples : mask.data.filter((there) => there !== 0).length;
}

function present(tensor: HostTensor | undefined, name: string): HostTensor {
  if (tensor === undefined) throw new Error(`the graph gave no ${name}`);
  return tensor;
}
