import type { Convolution2d, Window2d } from '../op-graph.ts';
import { axis, count, expectShape, fail, given, oneFloat, operand, rank } from './rule.ts';
import type { TypeRule } from './rule.ts';

/** Height or width after a window has moved over it. */
export function windowedSize(
  size: number,
  kernel: number,
  stride: number,
  dilation: number,
  padding: readonly [number, number],
): number {
  const extent = (kernel - 1) * dilation + 1;
  return Math.floor((size + padding[0] + padding[1] - extent) / stride) + 1;
}

function windowed(
  shape: readonly number[],
  kernel: readonly [number, number],
  { strides, padding }: Window2d,
  dilations: readonly [number, number] = [1, 1],
): readonly [number, number] {
  const size = (index: 0 | 1): number =>
    windowedSize(axis(shape, index + 1), kernel[index], strides[index], dilations[index], padding[index]);
  const result = [size(0), size(1)] as const;
  if (result.some((pixels) => pixels < 1)) fail('the window is larger than the image');
  return result;
}

/** [n, h, w, c] * [kh, kw, in, out]: the result's height and width. */
function convolved(
  image: readonly number[],
  kernel: readonly number[],
  attributes: Convolution2d,
): readonly [number, number] {
  if (axis(image, 3) !== axis(kernel, 2)) fail('channels of image and kernel differ');
  return windowed(image, [axis(kernel, 0), axis(kernel, 1)], attributes, attributes.dilations);
}

/** Gradients of windows: the declared shape must be one whose forward op gives `dy`. */
export const gradInput =
  (depthwise: boolean): TypeRule<'conv2d_grad_input' | 'depthwise_conv2d_grad_input'> =>
  (inputs, attributes, declared) => {
    count(inputs, 2);
    const dtype = oneFloat(inputs);
    const result = given(declared);
    const kernel = rank(operand(inputs, 1), 4);
    const [height, width] = convolved(rank(result, 4), kernel, attributes);
    expectShape(operand(inputs, 0), [axis(result.shape, 0), height, width, outChannels(kernel, depthwise)]);
    return { dtype, shape: result.shape };
  };

export const gradKernel =
  (depthwise: boolean): TypeRule<'conv2d_grad_kernel' | 'depthwise_conv2d_grad_kernel'> =>
  (inputs, attributes, declared) => {
    count(inputs, 2);
    const dtype = oneFloat(inputs);
    const result = given(declared);
    const kernel = rank(result, 4);
    const image = rank(operand(inputs, 0), 4);
    const [height, width] = convolved(image, kernel, attributes);
    expectShape(operand(inputs, 1), [axis(image, 0), height, width, outChannels(kernel, depthwise)]);
    return { dtype, shape: result.shape };
  };

export const convolution =
  (depthwise: boolean): TypeRule<'conv2d' | 'depthwise_conv2d'> =>
  (inputs, attributes) => {
    count(inputs, 2);
    const dtype = oneFloat(inputs);
    const image = rank(operand(inputs, 0), 4);
    const kernel = rank(operand(inputs, 1), 4);
    const [height, width] = convolved(image, kernel, attributes);
    return { dtype, shape: [axis(image, 0), height, width, outChannels(kernel, depthwise)] };
  };

function outChannels(kernel: readonly number[], depthwise: boolean): number {
  return depthwise ? axis(kernel, 2) * axis(kernel, 3) : axis(kernel, 3);
}

export const pooling: TypeRule<'max_pool' | 'avg_pool'> = (inputs, attributes) => {
  count(inputs, 1);
  const dtype = oneFloat(inputs);
  const image = rank(operand(inputs, 0), 4);
  const [height, width] = windowed(image, attributes.window, attributes);
  return { dtype, shape: [axis(image, 0), height, width, axis(image, 3)] };
};
