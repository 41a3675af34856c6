import { describe, expect, it } from 'vitest';
import type { Initializer } from '../../../src/ir/upstream.ts';
import { initialValue, initialValues } from '../../../src/runtime/train/initialize.ts';

const draw = (initializer: Initializer, path = 'kind.dense1/kernel', seed = 3): Float32Array =>
  initialValue({ path, shape: [200, 500], initializer, role: 'weight' }, seed);

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: Float32Array): number => {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
};
const largest = (values: Float32Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe('initial values', () => {
  it('draws glorot_uniform in ±√(6 / (fanIn + fanOut))', () => {
    const values = draw({ kind: 'glorot_uniform', fanIn: 200, fanOut: 500 });
    const limit = Math.sqrt(6 / 700);
    expect(largest(values)).toBeLessThanOrEqual(limit);
    expect(largest(values)).toBeGreaterThan(limit * 0.999);
    expect(deviation(values)).toBeCloseTo(limit / Math.sqrt(3), 3);
    expect(mean(values)).toBeCloseTo(0, 3);
  });

  it.each([
    ['glorot_normal', Math.sqrt(2 / 700)],
    ['he_normal', Math.sqrt(2 / 200)],
    ['lecun_normal', Math.sqrt(1 / 200)],
  ] as const)('draws %s with its variance in spite of the cut at two deviations', (kind, wanted) => {
    const values = draw({ kind, fanIn: 200, fanOut: 500 });
    expect(deviation(values) / wanted).toBeCloseTo(1, 1.9);
    expect(largest(values)).toBeLessThanOrEqual((wanted / 0.87962566103423978) * 2 * 1.000001);
  });

  it('cuts a normal draw where Keras cuts it, at two of the deviation that is given', () => {
    const values = draw({ kind: 'normal', deviation: 0.05 });
    expect(largest(values)).toBeLessThanOrEqual(0.1000001);
    // The middle half of a normal cut at two deviations lies within ±0.6477 deviations of it.
    const inside = values.filter((value) => Math.abs(value) < 0.05 * 0.647732).length / values.length;
    expect(inside).toBeCloseTo(0.507, 2);
  });

  it('depends on the seed and the path, and on nothing else', () => {
    const initializer: Initializer = { kind: 'he_uniform', fanIn: 200, fanOut: 500 };
    expect(draw(initializer)).toEqual(draw(initializer));
    expect(draw(initializer)).not.toEqual(draw(initializer, 'kind.dense2/kernel'));
    expect(draw(initializer)).not.toEqual(draw(initializer, 'kind.dense1/kernel', 4));
    const one = { path: 'a', shape: [2], initializer, role: 'weight' } as const;
    const other = { ...one, path: 'b' };
    expect(initialValues([one, other], 1).get('b')).toEqual(initialValues([other], 1).get('b'));
  });

  it('fills constants', () => {
    const values = initialValue(
      { path: 'gamma', shape: [3], initializer: { kind: 'constant', value: 1 }, role: 'weight' },
      0,
    );
    expect([...values]).toEqual([1, 1, 1]);
  });
});
