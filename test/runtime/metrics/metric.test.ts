import { describe, expect, it } from 'vitest';
import type { HostTensor } from '../../../src/runtime/engines/engine.ts';
import { argmax, metricBatchSum } from '../../../src/runtime/metrics/metric.ts';

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

// Expected values are those of keras.metrics (3.15) on the same numbers, times the number of samples.
describe('metrics', () => {
  it('counts a probability of exactly 0.5 as class 0, as Keras does', () => {
    const prediction = floats([5, 1], 0.5, 0.5, 0.51, 0.49, 1);
    const label = floats([5, 1], 0, 1, 1, 1, 1);
    expect(metricBatchSum('accuracy', prediction, label, 'binary')).toBe(3);
  });

  it('takes the first of equally likely classes', () => {
    const prediction = floats([4, 3], 0.2, 0.5, 0.3, 0.4, 0.4, 0.2, 0.1, 0.1, 0.8, 0.3, 0.3, 0.4);
    expect(metricBatchSum('accuracy', prediction, integers(1, 0, 0, 1), 'class')).toBe(2);
    expect(argmax([0.4, 0.4, 0.2])).toBe(0);
  });

  it('adds up absolute and squared errors, a mean over units in each sample', () => {
    const prediction = floats([2, 1], 1.5, -1);
    const label = floats([2, 1], 1, 1);
    expect(metricBatchSum('mae', prediction, label, 'number')).toBe(2.5);
    expect(metricBatchSum('mse', prediction, label, 'number')).toBe(4.25);
  });

  it('gives 0 for an empty batch', () => {
    expect(metricBatchSum('accuracy', floats([0, 1]), floats([0, 1]), 'binary')).toBe(0);
  });
});
