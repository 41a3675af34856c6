import { describe, expect, it } from 'vitest';
import {
  chosenClass,
  combined,
  disagreement,
  pairDisagreements,
} from '../../../src/runtime/ensembles/vote.ts';

/** Two members lean to the first class, one is sure of the second. */
const said = [
  [0.6, 0.4],
  [0.55, 0.45],
  [0.1, 0.9],
];

describe('a vote', () => {
  it('is by the mean of probabilities, by the majority, or by members of different weight', () => {
    const mean = combined(said, 'mean');
    expect(mean[0]).toBeCloseTo(1.25 / 3, 12);
    expect(chosenClass(said, mean)).toBe(1);
    const majority = combined(said, 'majority');
    expect(majority).toEqual([2 / 3, 1 / 3]);
    expect(chosenClass(said, majority)).toBe(0);
    const weighted = combined(said, 'weighted', [0.9, 0.9, 0.2]);
    expect(weighted[0]).toBeCloseTo((0.9 * 0.6 + 0.9 * 0.55 + 0.2 * 0.1) / 2, 12);
    expect(chosenClass(said, weighted)).toBe(0);
    expect(combined(said, 'weighted', [0, 0, 0])).toEqual(mean);
  });

  it('of equally many goes to the class that is more probable', () => {
    const tied = [
      [0.6, 0.4],
      [0.2, 0.8],
    ];
    const shares = combined(tied, 'majority');
    expect(shares).toEqual([0.5, 0.5]);
    expect(chosenClass(tied, shares)).toBe(1);
    expect(chosenClass(tied.toReversed(), shares)).toBe(1);
  });

  it('is told how often two members differ', () => {
    expect(disagreement([[0, 0, 1], [1, 1, 1], [0]])).toBe(2 / 6);
    expect(disagreement([])).toBe(0);
    const classes = [
      [0, 0, 1],
      [1, 1, 1],
      [0, 1, undefined],
    ];
    expect(pairDisagreements(classes)).toEqual([
      [0, 1 / 3, 1 / 2],
      [1 / 3, 0, 1 / 2],
      [1 / 2, 1 / 2, 0],
    ]);
    expect(pairDisagreements([])).toEqual([]);
  });
});
