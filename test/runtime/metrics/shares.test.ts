import { describe, expect, it } from 'vitest';
import { drowningTask, sharesOf } from '../../../src/runtime/metrics/shares.ts';
import { addBatch, emptySums, scoresOf } from '../../../src/runtime/metrics/tally.ts';
import type { ProgramTerm } from '../../../src/ir/program.ts';

const term = (name: string, weight: number): ProgramTerm => ({
  name,
  weight,
  kind: 'mse',
  output: name,
  label: name,
});

/** The lecture's three tasks: an age's squared error of 10 beside cross-entropies of 0.1. */
const lecture = { age: 10, gender: 0.04, race: 0.06 };

describe('tasks in what is minimized', () => {
  it('have shares that count their weights', () => {
    const terms = [term('age', 0.5), term('gender', 100), term('race', 100)];
    const shares = sharesOf(terms, lecture);
    expect(Object.keys(shares)).toEqual(['age', 'gender', 'race']);
    expect(shares['age']).toBeCloseTo(1 / 3, 12);
    expect(shares['gender']).toBeCloseTo(4 / 15, 12);
    expect(shares['race']).toBeCloseTo(0.4, 12);
    expect(sharesOf([term('age', 1)], lecture)).toEqual({});
    expect(sharesOf(terms, {})).toEqual({});
  });

  it('drown the others from a hundred times them on, and a weight is offered that makes them even', () => {
    const terms = [term('age', 1), term('gender', 1), term('race', 1)];
    expect(drowningTask(terms, lecture)).toEqual({
      task: 'age',
      loss: 10,
      times: 100,
      weight: 1,
      suggested: 0.005,
    });
    expect(drowningTask(terms, { ...lecture, age: 9.9 })).toBeUndefined();
    expect(drowningTask([term('age', 1), term('gender', 0)], lecture)).toBeUndefined();
    expect(drowningTask([term('age', 1)], lecture)).toBeUndefined();
  });

  it('have losses that are means over the samples with their label', () => {
    const scalar = (value: number) => ({
      dtype: 'float32' as const,
      shape: [],
      data: Float32Array.of(value),
    });
    const mask = (...there: readonly number[]) => ({
      dtype: 'float32' as const,
      shape: [there.length],
      data: Float32Array.from(there),
    });
    const phase = { metrics: [], terms: [term('age', 1), term('gender', 1), term('aux', 1)] };
    const add = (sums: typeof emptySums, age: number, ...there: readonly number[]) =>
      addBatch(
        sums,
        there.length,
        { 'mask/age': mask(...there) },
        { loss: scalar(1), 'loss/age': scalar(age), 'loss/gender': scalar(2) },
        phase,
        [],
      );
    const sums = add(add(emptySums, 4, 1, 0, 0, 0), 1, 1, 1);
    expect(scoresOf(sums, []).losses).toEqual({ age: 2, gender: 2 });
    expect(scoresOf(add(emptySums, 0, 0, 0), []).losses).toEqual({ gender: 2 });
  });
});
