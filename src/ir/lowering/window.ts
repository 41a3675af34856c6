import type { Window2d } from '../op-graph.ts';
import type { LayerOptions, Shape } from '../upstream.ts';

type Pair = readonly [number, number];

/**
 * Strides, and padding resolved to pixels. `same` gives ⌈size / stride⌉ positions; the odd pixel goes to the bottom and
 * the right (TensorFlow's rule).
 */
export function window2d(
  [height = 0, width = 0]: Shape,
  options: LayerOptions,
  kernel: Pair,
  strides: Pair,
  dilations: Pair = [1, 1],
): Window2d {
  if (options['padding'] !== 'same')
    return {
      strides,
      padding: [
        [0, 0],
        [0, 0],
      ],
    };
  const pixels = (size: number, axis: 0 | 1): Pair => {
    const extent = (kernel[axis] - 1) * dilations[axis] + 1;
    const positions = Math.ceil(size / strides[axis]);
    const total = Math.max((positions - 1) * strides[axis] + extent - size, 0);
    const before = Math.floor(total / 2);
    return [before, total - before];
  };
  return { strides, padding: [pixels(height, 0), pixels(width, 1)] };
}
