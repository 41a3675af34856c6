import type { Convolution2d, Pooling2d, TensorType } from '../../ir/op-graph.ts';
import type { ConvAttributes, KernelShape, PoolAttributes } from './own-kernels.ts';
import type { TfjsAttribute } from './schedule.ts';

/** A tensor's four sizes; anything else is a fault of the compiler. */
export function fourSizes(type: TensorType): KernelShape {
  const [a, b, c, d] = type.shape;
  if (a === undefined || b === undefined || c === undefined || d === undefined || type.shape.length !== 4) {
    throw new Error(`a tensor of shape [${type.shape.join(', ')}] stands where four dimensions belong`);
  }
  return [a, b, c, d];
}

/** A convolution as our kernels take it. */
export function convAttributes(convolution: Convolution2d, kernel: TensorType): ConvAttributes {
  const [[top], [left]] = convolution.padding;
  return {
    kernel: fourSizes(kernel),
    strides: convolution.strides,
    dilations: convolution.dilations,
    padding: [top, left],
  };
}

/** A pooling as our kernels take it. */
export function poolAttributes(pooling: Pooling2d): PoolAttributes {
  const [[top], [left]] = pooling.padding;
  return { window: pooling.window, strides: pooling.strides, padding: [top, left] };
}

const explicitPadding = ([rows, columns]: Pooling2d['padding']): TfjsAttribute => [
  [0, 0],
  [...rows],
  [...columns],
  [0, 0],
];

/** A convolution as tfjs's kernels take it. */
export function tfjsConvolution(convolution: Convolution2d): Readonly<Record<string, TfjsAttribute>> {
  return {
    strides: [...convolution.strides],
    pad: explicitPadding(convolution.padding),
    dataFormat: 'NHWC',
    dilations: [...convolution.dilations],
  };
}

/** A pooling as tfjs's kernels take it. */
export function tfjsPooling(pooling: Pooling2d): Readonly<Record<string, TfjsAttribute>> {
  return {
    filterSize: [...pooling.window],
    strides: [...pooling.strides],
    pad: explicitPadding(pooling.padding),
  };
}
