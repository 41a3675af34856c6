import { elements } from '../../typecheck/layers/sizes.ts';
import type { Shape } from '../../typecheck/typed-module.ts';
import type { WantedLayer } from './wanted.ts';

/** How the numbers of a stored array become those of a weight. */
export interface Layout {
  /** Axes of the stored array, in the order in which the weight has them; undefined where they are the same. */
  readonly axes: readonly number[] | undefined;
  /** Sizes of the stored array when it is read with axes of its own, as a dense layer behind a flattened image is. */
  readonly stored: Shape | undefined;
}

export const asStored: Layout = { axes: undefined, stored: undefined };

/** Kernels `[out, in, height, width]` become `[height, width, in, out]`. */
const kernelAxes = [2, 3, 1, 0];

/** Kernels of one channel each `[channels · multiplier, 1, height, width]` become `[height, width, channels, multiplier]`. */
const depthwiseAxes = [2, 3, 0, 1];

/**
 * How PyTorch lays out a kernel: convolutions with the image's axes last, dense layers with their outputs first, and
 * behind a flattened image with the channels before the rows.
 * @param shape of the weight
 */
export function torchLayout({ kind, flattened }: WantedLayer, part: string, shape: Shape): Layout {
  if (part !== 'kernel') return asStored;
  if (kind === 'dense') {
    if (flattened?.length !== 3) return { axes: [1, 0], stored: undefined };
    const [height = 1, width = 1, channels = 1] = flattened;
    return { axes: [2, 3, 1, 0], stored: [shape[1] ?? 1, channels, height, width] };
  }
  if (kind === 'depthwise_conv') {
    const [height = 1, width = 1, channels = 1, multiplier = 1] = shape;
    return { axes: depthwiseAxes, stored: [channels, multiplier, height, width] };
  }
  return { axes: kernelAxes, stored: undefined };
}

/** The shape that the stored array has where it is to become a weight of this one; without ones that nobody counts. */
export function storedShape(layout: Layout, shape: Shape, layer: WantedLayer): Shape {
  const { axes, stored } = layout;
  if (axes === undefined) return shape;
  if (layer.kind === 'dense') return [shape[1] ?? 1, shape[0] ?? 1];
  if (stored !== undefined) {
    const [channels = 1, multiplier = 1, height = 1, width = 1] = stored;
    return [channels * multiplier, 1, height, width];
  }
  const sizes: number[] = [];
  for (const [place, axis] of axes.entries()) sizes[axis] = shape[place] ?? 1;
  return sizes;
}

/** The numbers in the weight's order. */
export function arranged(numbers: Float32Array, { axes, stored }: Layout, given: Shape): Float32Array {
  if (axes === undefined) return numbers;
  const sizes = stored ?? given;
  const steps = sizes.map((_, axis) => elements(sizes.slice(axis + 1)));
  const [a = 0, b = 1, c, d] = axes;
  const size = (axis: number | undefined): number => (axis === undefined ? 1 : (sizes[axis] ?? 1));
  const step = (axis: number | undefined): number => (axis === undefined ? 0 : (steps[axis] ?? 0));
  const [sizeA, sizeB, sizeC, sizeD] = [size(a), size(b), size(c), size(d)];
  const [stepA, stepB, stepC, stepD] = [step(a), step(b), step(c), step(d)];
  const result = new Float32Array(numbers.length);
  let place = 0;
  for (let i = 0; i < sizeA; i++)
    for (let j = 0; j < sizeB; j++)
      for (let k = 0; k < sizeC; k++) {
        let from = i * stepA + j * stepB + k * stepC;
        for (let l = 0; l < sizeD; l++, from += stepD) result[place++] = numbers[from] ?? NaN;
      }
  return result;
}
