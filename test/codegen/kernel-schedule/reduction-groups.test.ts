import { expect, test } from 'vitest';
import { reductionGroups } from '../../../src/codegen/kernel-schedule/reduction-groups.ts';

test.each([
  ['neighbours at the front', [2, 3, 4], [0, 1], [{ outer: 1, reduced: 6, inner: 4 }]],
  ['the middle', [2, 3, 4], [1], [{ outer: 2, reduced: 3, inner: 4 }]],
  [
    'axes apart, the last first',
    [2, 3, 4, 5],
    [0, 2],
    [
      { outer: 6, reduced: 4, inner: 5 },
      { outer: 1, reduced: 2, inner: 15 },
    ],
  ],
  ['an axis of one', [2, 1, 4], [1], []],
  ['no axes', [2, 3], [], []],
])('%s', (_, shape, axes, groups) => {
  expect(reductionGroups(shape, axes)).toEqual(groups);
});
