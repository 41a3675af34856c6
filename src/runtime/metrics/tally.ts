import type { ProgramMetric, ProgramOutput } from '../../ir/program.ts';
import type { HostTensor, Tensors } from '../engines/engine.ts';
import { metricBatchSum } from './metric.ts';

/** Loss and metrics of some samples, as means over them. */
export interface Scores {
  readonly loss: number;
  /** Each term of the loss by output, where there are several. */
  readonly losses: Readonly<Record<string, number>>;
  readonly metrics: Readonly<Record<string, number>>;
}

/** The sums behind running means; plain data, so that an interrupted epoch can go on with them. */
export interface TallySums {
  readonly samples: number;
  readonly loss: number;
  readonly losses: Readonly<Record<string, number>>;
  readonly metrics: Readonly<Record<string, number>>;
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
  metrics: readonly ProgramMetric[],
  outputs: readonly ProgramOutput[],
): TallySums {
  const terms = Object.entries(results).filter(([name]) => name.startsWith('loss/'));
  return {
    samples: sums.samples + samples,
    loss: sums.loss + scalar(results['loss'], 'loss') * samples,
    losses: Object.fromEntries(
      terms.map(([name, term]) => {
        const output = name.slice('loss/'.length);
        return [output, (sums.losses[output] ?? 0) + scalar(term, name) * samples];
      }),
    ),
    metrics: Object.fromEntries(
      metrics.map(({ name, kind, output, label }) => {
        const labelKind = outputs.find((candidate) => candidate.name === output)?.label?.kind ?? 'number';
        const prediction = present(results[`prediction/${output}`], `prediction/${output}`);
        const target = present(feeds[`label/${label}`], `label/${label}`);
        return [name, (sums.metrics[name] ?? 0) + metricBatchSum(kind, prediction, target, labelKind)];
      }),
    ),
  };
}

/** Means of what was tallied; NaN before the first sample. */
export function scoresOf({ samples, loss, losses, metrics }: TallySums): Scores {
  const mean = (table: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(Object.entries(table).map(([name, sum]) => [name, sum / samples]));
  return { loss: loss / samples, losses: mean(losses), metrics: mean(metrics) };
}

/** The number in a result of one element. */
export function scalar(tensor: HostTensor | undefined, name: string): number {
  return present(tensor, name).data[0] ?? NaN;
}

function present(tensor: HostTensor | undefined, name: string): HostTensor {
  if (tensor === undefined) throw new Error(`the graph gave no ${name}`);
  return tensor;
}
