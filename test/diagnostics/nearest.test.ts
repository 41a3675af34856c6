import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, nearest } from '../../src/diagnostics/nearest.ts';

const layers = [
  'conv',
  'depthwise_conv',
  'maxpool',
  'avgpool',
  'dense',
  'flatten',
  'dropout',
  'batchnorm',
  'relu',
];

describe('nearest', () => {
  test.each([
    ['convv', 'conv'],
    ['cnov', 'conv'],
    ['max_pool', 'maxpool'],
    ['MaxPool', 'maxpool'],
    ['dens', 'dense'],
    ['faltten', 'flatten'],
    ['batch_norm', 'batchnorm'],
    ['Relu', 'relu'],
  ])('%s was meant to be %s', (written, meant) => {
    expect(nearest(written, layers)).toBe(meant);
  });

  test.each(['lstm', 'x', 'attention', '', '_', 'transformer'])('%s is like nothing there', (written) => {
    expect(nearest(written, layers)).toBeUndefined();
  });

  test('prefers the candidate with the fewest slips', () => {
    expect(nearest('block4', ['block1', 'block44', 'block5', 'bloc4'])).toBe('block1');
    expect(nearest('poll', ['conv', 'pool', 'polls'])).toBe('pool');
  });
});

describe('editDistance', () => {
  test('counts a swap of neighbours as one slip', () => {
    expect(editDistance('ab', 'ba')).toBe(1);
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('', 'abc')).toBe(3);
  });

  test('is symmetric, and zero only for the same word', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (left, right) => {
        const distance = editDistance(left, right);
        expect(distance).toBe(editDistance(right, left));
        expect(distance === 0).toBe(left === right);
      }),
    );
  });
});
