import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ProgramLabel, ProgramMetric, ProgramOutput } from '../../../src/ir/program.ts';
import type { HostTensor } from '../../../src/runtime/engines/engine.ts';
import { addBatch, emptySums, runningScores, scoresOf } from '../../../src/runtime/metrics/tally.ts';
import type { Scores, TallySums } from '../../../src/runtime/metrics/tally.ts';
import { argmax } from '../../../src/runtime/metrics/samples.ts';
import { measureOf } from '../../../src/typecheck/train/metrics.ts';
import { labelOf } from '../../support/label.ts';

const floats = (shape: readonly number[], ...values: readonly number[]): HostTensor => ({
  dtype: 'float32',
  shape,
  data: Float32Array.from(values),
});
const integers = (...values: readonly number[]): HostTensor => ({
  dtype: 'int32',
  shape: [values.length],
  data: Int32Array.from(values),
});

interface OracleCase {
  readonly name: string;
  readonly kind: ProgramLabel['kind'];
  readonly predictions: readonly (readonly number[])[];
  readonly labels: readonly number[] | readonly (readonly number[])[];
  readonly metrics: Readonly<Record<string, number>>;
  readonly confusion?: readonly (readonly number[])[];
}

const cases = JSON.parse(
  readFileSync(new URL('../../fixtures/metrics.json', import.meta.url), 'utf8'),
) as readonly OracleCase[];

const outputs = (kind: ProgramLabel['kind']): readonly ProgramOutput[] => [
  { name: 'out', shape: [1], trainOnly: false, label: labelOf('label', kind), margin: false },
];

function metric(name: string): ProgramMetric {
  const measure = measureOf(name);
  if (measure === undefined) throw new Error(`no metric ${name}`);
  return { name, ...measure, output: 'out', label: 'label' };
}

/** One more batch of the predictions and labels given. */
function add(
  sums: TallySums,
  metrics: readonly ProgramMetric[],
  kind: ProgramLabel['kind'],
  prediction: HostTensor,
  label: HostTensor,
  mask?: HostTensor,
): TallySums {
  const samples = prediction.shape[0] ?? 0;
  const feeds = { 'label/label': label, ...(mask && { 'mask/label': mask }) };
  const results = { loss: floats([], 1), 'prediction/out': prediction };
  return addBatch(sums, samples, feeds, results, { metrics, terms: [] }, outputs(kind));
}

function score(
  names: readonly string[],
  kind: ProgramLabel['kind'],
  prediction: HostTensor,
  label: HostTensor,
  mask?: HostTensor,
): Scores {
  const metrics = names.map(metric);
  return scoresOf(add(emptySums, metrics, kind, prediction, label, mask), metrics);
}

describe('metrics', () => {
  it.each(cases.map((each) => [each.name, each] as const))(
    'are over all samples what Keras says, batch by batch and with an interruption: %s',
    (_, { kind, predictions, labels, metrics: expected, confusion }) => {
      const metrics = [...Object.keys(expected), ...(confusion ? ['confusion'] : [])].map(metric);
      let sums = emptySums;
      for (let start = 0; start < predictions.length; start += 7) {
        const rows = predictions.slice(start, start + 7);
        const chosen = labels.slice(start, start + 7).flat();
        const label =
          kind === 'class'
            ? integers(...chosen)
            : floats([rows.length, chosen.length / rows.length], ...chosen);
        const before = JSON.stringify(sums);
        const kept = JSON.parse(before) as TallySums;
        const next = add(
          sums,
          metrics,
          kind,
          floats([rows.length, rows[0]?.length ?? 0], ...rows.flat()),
          label,
        );
        expect(JSON.stringify(sums)).toBe(before);
        sums =
          start === 21
            ? add(kept, metrics, kind, floats([rows.length, rows[0]?.length ?? 0], ...rows.flat()), label)
            : next;
      }
      const scores = scoresOf(sums, metrics);
      for (const [name, value] of Object.entries(expected))
        expect(scores.metrics[name], name).toBeCloseTo(value, 5);
      if (confusion) expect(scores.confusions['confusion']).toEqual(confusion);
    },
  );

  it('count a probability of exactly 0.5 as class 0, as Keras does', () => {
    const prediction = floats([5, 1], 0.5, 0.5, 0.51, 0.49, 1);
    const label = floats([5, 1], 0, 1, 1, 1, 1);
    expect(score(['accuracy'], 'binary', prediction, label).metrics['accuracy']).toBe(3 / 5);
  });

  it('take the first of equally likely classes', () => {
    const prediction = floats([4, 3], 0.2, 0.5, 0.3, 0.4, 0.4, 0.2, 0.1, 0.1, 0.8, 0.3, 0.3, 0.4);
    expect(score(['accuracy'], 'class', prediction, integers(1, 0, 0, 1)).metrics['accuracy']).toBe(1 / 2);
    expect(argmax([0.4, 0.4, 0.2])).toBe(0);
  });

  it('say the same of two classes whether one unit or two tell them apart', () => {
    const names = ['accuracy', 'precision', 'recall', 'f1', 'auc', 'confusion'];
    const one = score(names, 'binary', floats([4, 1], 0.9, 0.25, 0.75, 0.1), floats([4, 1], 1, 1, 0, 0));
    const two = floats([4, 2], 0.1, 0.9, 0.75, 0.25, 0.25, 0.75, 0.9, 0.1);
    expect(score(names, 'class', two, integers(1, 1, 0, 0))).toEqual(one);
  });

  it('skip samples whose label is missing', () => {
    const prediction = floats([3, 1], 1.5, -1, 4);
    const label = floats([3, 1], 1, NaN, 2);
    const { metrics } = score(['mae', 'mse', 'r2'], 'number', prediction, label, floats([3], 1, 0, 1));
    expect(metrics).toEqual({ mae: 1.25, mse: 2.125, r2: -7.5 });
    const none = score(['mae', 'confusion'], 'number', prediction, label, floats([3], 0, 0, 0));
    expect(none.metrics).toEqual({});
  });

  it('leave out what has no value, and what is too slow while an epoch goes on', () => {
    const metrics = [metric('auc'), metric('accuracy')];
    const prediction = floats([2, 1], 0.2, 0.9);
    const alike = add(emptySums, metrics, 'binary', prediction, floats([2, 1], 1, 1));
    expect(scoresOf(alike, metrics).metrics).toEqual({ accuracy: 1 / 2 });
    const both = add(emptySums, metrics, 'binary', prediction, floats([2, 1], 0, 1));
    expect(scoresOf(both, metrics).metrics).toEqual({ auc: 1, accuracy: 1 });
    expect(runningScores(both, metrics).metrics).toEqual({ accuracy: 1 });
  });
});
