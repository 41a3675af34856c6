import type { Convolution2d, Pooling2d, Window2d } from '../../../src/ir/op-graph.ts';
import { addAt, at, generate, indices, zeros } from './array.ts';
import type { NdArray } from './array.ts';

interface Tap {
  /** Place in the kernel. */
  readonly row: number;
  readonly column: number;
  /** Place in the image. */
  readonly y: number;
  readonly x: number;
}

/** The places of an image that a window at an output place covers; padding is left out. */
function* taps(
  image: readonly number[],
  kernel: readonly [number, number],
  { strides, padding }: Window2d,
  dilations: readonly [number, number],
  outY: number,
  outX: number,
): Generator<Tap> {
  const [, height = 0, width = 0] = image;
  for (let row = 0; row < kernel[0]; row++) {
    for (let column = 0; column < kernel[1]; column++) {
      const y = outY * strides[0] - padding[0][0] + row * dilations[0];
      const x = outX * strides[1] - padding[1][0] + column * dilations[1];
      if (y >= 0 && y < height && x >= 0 && x < width) yield { row, column, y, x };
    }
  }
}

/** Every multiply-add of a convolution: image, kernel and output indices. */
function* products(
  image: readonly number[],
  kernel: readonly number[],
  output: readonly number[],
  attributes: Convolution2d,
  depthwise: boolean,
): Generator<readonly [readonly number[], readonly number[], readonly number[]]> {
  const [kernelHeight = 0, kernelWidth = 0, channels = 0, last = 0] = kernel;
  const size = [kernelHeight, kernelWidth] as const;
  for (const [sample = 0, outY = 0, outX = 0, out = 0] of indices(output)) {
    for (const { row, column, y, x } of taps(image, size, attributes, attributes.dilations, outY, outX)) {
      const sources = depthwise ? [Math.floor(out / last)] : Array.from({ length: channels }, (_, c) => c);
      for (const channel of sources) {
        const multiplier = depthwise ? out % last : out;
        yield [
          [sample, y, x, channel],
          [row, column, channel, multiplier],
          [sample, outY, outX, out],
        ];
      }
    }
  }
}

export const convolve =
  (depthwise: boolean) =>
  (
    [image = zeros([]), kernel = zeros([])]: readonly NdArray[],
    attributes: Convolution2d,
    shape: readonly number[],
  ) => {
    const y = zeros(shape);
    for (const [i, k, o] of products(image.shape, kernel.shape, shape, attributes, depthwise)) {
      addAt(y, o, at(image, i) * at(kernel, k));
    }
    return y;
  };

export const convolveGradInput =
  (depthwise: boolean) =>
  (
    [dy = zeros([]), kernel = zeros([])]: readonly NdArray[],
    attributes: Convolution2d,
    shape: readonly number[],
  ) => {
    const dx = zeros(shape);
    for (const [i, k, o] of products(shape, kernel.shape, dy.shape, attributes, depthwise)) {
      addAt(dx, i, at(dy, o) * at(kernel, k));
    }
    return dx;
  };

export const convolveGradKernel =
  (depthwise: boolean) =>
  (
    [image = zeros([]), dy = zeros([])]: readonly NdArray[],
    attributes: Convolution2d,
    shape: readonly number[],
  ) => {
    const dk = zeros(shape);
    for (const [i, k, o] of products(image.shape, shape, dy.shape, attributes, depthwise)) {
      addAt(dk, k, at(image, i) * at(dy, o));
    }
    return dk;
  };

function pooled(image: readonly number[], attributes: Pooling2d, outY: number, outX: number): readonly Tap[] {
  return [...taps(image, attributes.window, attributes, [1, 1], outY, outX)];
}

export function maxPool(
  [x = zeros([])]: readonly NdArray[],
  attributes: Pooling2d,
  shape: readonly number[],
): NdArray {
  return generate(shape, ([sample = 0, outY = 0, outX = 0, channel = 0]) =>
    Math.max(...pooled(x.shape, attributes, outY, outX).map((tap) => at(x, [sample, tap.y, tap.x, channel]))),
  );
}

export function maxPoolGrad(
  [x = zeros([]), , dy = zeros([])]: readonly NdArray[],
  attributes: Pooling2d,
): NdArray {
  const dx = zeros(x.shape);
  for (const [sample = 0, outY = 0, outX = 0, channel = 0] of indices(dy.shape)) {
    let best = -Infinity;
    let winner: readonly number[] = [];
    for (const tap of pooled(x.shape, attributes, outY, outX)) {
      const index = [sample, tap.y, tap.x, channel];
      if (at(x, index) > best) [best, winner] = [at(x, index), index];
    }
    addAt(dx, winner, at(dy, [sample, outY, outX, channel]));
  }
  return dx;
}

export function avgPool(
  [x = zeros([])]: readonly NdArray[],
  attributes: Pooling2d,
  shape: readonly number[],
): NdArray {
  return generate(shape, ([sample = 0, outY = 0, outX = 0, channel = 0]) => {
    const values = pooled(x.shape, attributes, outY, outX).map((tap) =>
      at(x, [sample, tap.y, tap.x, channel]),
    );
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}

export function avgPoolGrad(
  [dy = zeros([])]: readonly NdArray[],
  attributes: Pooling2d,
  shape: readonly number[],
): NdArray {
  const dx = zeros(shape);
  for (const [sample = 0, outY = 0, outX = 0, channel = 0] of indices(dy.shape)) {
    const window = pooled(shape, attributes, outY, outX);
    const share = at(dy, [sample, outY, outX, channel]) / window.length;
    for (const tap of window) addAt(dx, [sample, tap.y, tap.x, channel], share);
  }
  return dx;
}
