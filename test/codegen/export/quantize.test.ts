import { describe, expect, it } from 'vitest';
import { halfBits, halfValue, readNumbers, storedNumbers } from '../../../src/codegen/export/quantize.ts';
import { uniform } from '../../support/draws.ts';

describe('float16', () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65519, 0x7bff],
    [65520, 0x7c00],
    [-Infinity, 0xfc00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [2 ** -25 * 1.5, 0x0001],
    // Half-way between two: to the even one.
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    // The largest that is not normal, rounded up into the normal ones.
    [2 ** -14 - 2 ** -26, 0x0400],
  ])('has %f as its bits say', (value, bits) => {
    expect(halfBits(value)).toBe(bits);
  });

  it('gives back each of its numbers, and nothing as nothing', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = halfValue(bits);
      if (Number.isNaN(value)) expect(Number.isNaN(halfValue(halfBits(value)))).toBe(true);
      else if (halfBits(value) !== bits) throw new Error(`${bits} became ${halfBits(value)}`);
    }
  });

  it('is off by 2⁻¹¹ of a number at most', () => {
    const data = uniform('halves', 5000).map((u) => (2 * u - 1) * 30);
    const read = readNumbers(storedNumbers({ shape: [5000], data, channelAxis: 0 }, 'float16'), [5000]);
    for (const [index, value] of data.entries())
      expect(Math.abs(value - (read[index] ?? NaN))).toBeLessThanOrEqual(Math.abs(value) * 2 ** -11);
  });
});

describe('uint8', () => {
  it('is off by half a step of its channel at most, and 0 stays 0', () => {
    const shape = [3, 3, 5, 7];
    for (const channelAxis of [2, 3]) {
      const channels = shape[channelAxis] ?? 0;
      const stride = channelAxis === 2 ? 7 : 1;
      const channelOf = (index: number): number => Math.floor(index / stride) % channels;
      const data = uniform('kernel', 315).map((u, index) =>
        index % 11 === 0 ? 0 : (2 * u - 0.4) * 10 ** (channelOf(index) - 3),
      );
      const stored = storedNumbers({ shape, data, channelAxis }, 'uint8');
      const read = readNumbers(stored, shape);
      for (let channel = 0; channel < channels; channel++) {
        const of = (values: Float32Array): Float32Array =>
          values.filter((_, index) => channelOf(index) === channel);
        const [before, after] = [of(data), of(read)];
        const step = (Math.max(0, ...before) - Math.min(0, ...before)) / 255;
        for (const [index, value] of before.entries()) {
          const error = Math.abs(value - (after[index] ?? NaN));
          expect(error).toBeLessThanOrEqual(step * 0.5001);
          if (value === 0) expect(after[index]).toBe(0);
        }
      }
    }
  });

  it('leaves vectors, and channels of zeros, as they are', () => {
    const bias = Float32Array.of(0.1, -3);
    const stored = storedNumbers({ shape: [2], data: bias, channelAxis: 0 }, 'uint8');
    expect(stored).toEqual({ dtype: 'float32', data: bias });
    const zeros = { shape: [2, 2], data: new Float32Array(4), channelAxis: 1 };
    expect(readNumbers(storedNumbers(zeros, 'uint8'), [2, 2])).toEqual(new Float32Array(4));
  });
});
