import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frame } from '../../../src/codegen/savedmodel/window-frame.ts';

const image = [-1, 8, 8, 3];

describe('the frame of a window', () => {
  test('is VALID without padding', () => {
    const padding = [
      [0, 0],
      [0, 0],
    ] as const;
    expect(frame(image, [3, 3], { strides: [2, 2], padding })).toEqual({
      padding: 'VALID',
      shape: image,
      border: undefined,
    });
  });

  test('is SAME where the padding is what TensorFlow would choose', () => {
    const padding = [
      [0, 1],
      [0, 1],
    ] as const;
    expect(frame(image, [3, 3], { strides: [2, 2], padding }).padding).toBe('SAME');
  });

  test('pads first where it is not', () => {
    const padding = [
      [1, 1],
      [0, 2],
    ] as const;
    expect(frame(image, [3, 3], { strides: [2, 2], padding })).toEqual({
      padding: 'VALID',
      shape: [-1, 10, 10, 3],
      border: padding,
    });
  });

  test('gives as many places as the padding itself', () => {
    const pixels = fc.integer({ min: 0, max: 4 });
    const pair = fc.tuple(pixels, pixels);
    const shape = fc.record({
      size: fc.integer({ min: 1, max: 20 }),
      window: fc.integer({ min: 1, max: 5 }),
      stride: fc.integer({ min: 1, max: 4 }),
      padding: pair,
    });
    fc.assert(
      fc.property(shape, ({ size, window, stride, padding }) => {
        fc.pre(size + padding[0] + padding[1] >= window);
        const places = Math.floor((size + padding[0] + padding[1] - window) / stride) + 1;
        const chosen = frame([-1, size, size, 1], [window, window], {
          strides: [stride, stride],
          padding: [padding, padding],
        });
        const given = chosen.shape[1] ?? 0;
        const valid = Math.floor((given - window) / stride) + 1;
        expect(chosen.padding === 'SAME' ? Math.ceil(size / stride) : valid).toBe(places);
      }),
    );
  });
});
