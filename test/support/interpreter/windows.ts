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

/** Calls back for every multiply-add of a convolution, with places in the image, the kernel and the result. */
function eachProduct(
  image: readonly number[],
  kernel: readonly number[],
  output: readonly number[],
  attributes: Convolution2d,
  depthwise: boolean,
  use: (imagePlace: number, kernelPlace: number, outputPlace: number) => void,
): void {
  const [samples = 0, outHeight = 0, outWidth = 0, outChannels = 0] = output;
  const [, height = 0, width = 0, channels = 0] = image;
  const [kernelHeight = 0, kernelWidth = 0, , last = 0] = kernel;
  for (let outY = 0; outY < outHeight; outY++) {
    for (let outX = 0; outX < outWidth; outX++) {
      const size = [kernelHeight, kernelWidth] as const;
      for (const { row, column, y, x } of taps(image, size, attributes, attributes.dilations, outY, outX)) {
        for (let sample = 0; sample < samples; sample++) {
          const pixel = ((sample * height + y) * width + x) * channels;
          const weights = (row * kernelWidth + column) * channels * last;
          const result = ((sample * outHeight + outY) * outWidth + outX) * outChannels;
          for (let channel = 0; channel < channels; channel++) {
            for (let m = 0; m < last; m++) {
              const out = depthwise ? channel * last + m : m;
              use(pixel + channel, weights + channel * last + m, result + out);
            }
          }
        }
      }
    }
  }
}

function addProduct(
  to: NdArray,
  place: number,
  a: NdArray,
  b: NdArray,
  aPlace: number,
  bPlace: number,
): void {
  to.data[place] = (to.data[place] ?? NaN) + (a.data[aPlace] ?? NaN) * (b.data[bPlace] ?? NaN);
}

export const convolve =
  (depthwise: boolean) =>
  (
    [image = zeros([]), kernel = zeros([])]: readonly NdArray[],
    attributes: Convolution2d,
    shape: readonly number[],
  ): NdArray => {
    const y = zeros(shape);
    eachProduct(image.shape, kernel.shape, shape, attributes, depthwise, (i, k, o) => {
      addProduct(y, o, image, kernel, i, k);
    });
    return y;
  };

export const convolveGradInput =
  (depthwise: boolean) =>
  (
    [dy = zeros([]), kernel = zeros([])]: readonly NdArray[],
    attributes: Convolution2d,
    shape: readonly number[],
  ): NdArray => {
    const dx = zeros(shape);
    eachProduct(shape, kernel.shape, dy.shape, attributes, depthwise, (i, k, o) => {
      addProduct(dx, i, dy, kernel, o, k);
    });
    return dx;
  };

export const convolveGradKernel =
  (depthwise: boolean) =>
  (
    [image = zeros([]), dy = zeros([])]: readonly NdArray[],
    attributes: Convolution2d,
    shape: readonly number[],
  ): NdArray => {
    const dk = zeros(shape);
    eachProduct(image.shape, shape, dy.shape, attributes, depthwise, (i, k, o) => {
      addProduct(dk, k, image, dy, i, o);
    });
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
