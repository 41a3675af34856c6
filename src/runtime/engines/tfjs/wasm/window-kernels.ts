import type { ConvAttributes, PoolAttributes } from '../../../../codegen/kernel-schedule/own-kernels.ts';
import type { KernelCall } from './kernel-pool.ts';
import type { KernelName } from './pool-control.ts';
import { sizes } from './wasm-kernel.ts';
import type { WasmKernel, WasmOperand, WasmOperands } from './wasm-kernel.ts';

/** A share of a core's second cache that an image's part may take. */
const cacheBytes = 262_144;

export const conv2d: WasmKernel<'Conv2d'> = ({ inputs, input, output, zeros }, attributes) => {
  const [x, panels, y] = [input(0), input(1), output()];
  const [, height, width, channels] = sizes(x.shape);
  const [batch, outHeight, outWidth, out] = sizes(y.shape);
  const { kernel, strides, dilations, padding, relu } = attributes;
  const pixels = batch * outHeight * outWidth;
  return {
    kernel: 'conv2d',
    words: [
      ...[x.address, panels.address, inputs[2]?.address ?? 0, y.address, zeros(channels * 4)],
      ...[height, width, channels, outHeight, outWidth, out, kernel[0], kernel[1]],
      ...[...strides, ...dilations, ...padding, relu ? 1 : 0, pixels],
    ],
    tasks: Math.ceil(pixels / 4),
    chunk: Math.max(16, Math.floor(cacheBytes / (16 * channels * strides[0] * strides[1]))),
  };
};

export const packKernel: WasmKernel<'PackKernel'> = ({ input, output }, { kernel, flipped }) => ({
  kernel: 'packKernel',
  words: [input(0).address, output().address, ...kernel, flipped ? 1 : 0],
  tasks: output().shape[0] ?? 0,
});

export const dilate2d: WasmKernel<'Dilate2d'> = ({ input, output }, { dilations }) => {
  const [, height, width, channels] = sizes(input(0).shape);
  const [batch, outHeight, outWidth] = sizes(output().shape);
  return {
    kernel: 'dilate2d',
    words: [
      ...[input(0).address, output().address, height, width, channels],
      ...[outHeight, outWidth, ...dilations],
    ],
    tasks: batch * outHeight,
  };
};

/** Rows and columns of the kernel's matrix a task: their sums fit a core's first cache. */
const gradientTile = [48, 32] as const;

export const conv2dGradKernel: WasmKernel<'Conv2dGradKernel'> = ({ input, output }, attributes) => {
  const [x, dy] = [input(0), input(1)];
  const [batch, height, width, channels] = sizes(x.shape);
  const [, outHeight, outWidth, out] = sizes(dy.shape);
  const { kernel, strides, dilations, padding } = attributes;
  // Rows of kernel pixels that always meet neighbouring pixels of the image are one matrix.
  const merged = padding[1] === 0 && dilations[1] === 1 && (outWidth - 1) * strides[1] + kernel[1] <= width;
  const rows = merged ? kernel[1] * channels : channels;
  const places = kernel[0] * (merged ? 1 : kernel[1]);
  return {
    kernel: 'conv2dGradKernel',
    words: [
      ...[x.address, dy.address, output().address, batch, height, width, channels],
      ...[outHeight, outWidth, out, kernel[0], kernel[1]],
      ...[...strides, ...dilations, ...padding, merged ? 1 : 0, ...gradientTile],
    ],
    tasks: places * Math.ceil(rows / gradientTile[0]) * Math.ceil(out / gradientTile[1]),
    chunk: 1,
  };
};

/** A call of a depthwise kernel; `image` and `result` are the larger and the smaller image. */
function depthwise(
  name: KernelName,
  operands: WasmOperands,
  image: WasmOperand,
  result: WasmOperand,
  { kernel, strides, dilations, padding }: ConvAttributes,
): Omit<KernelCall, 'tasks'> {
  const [batch, height, width, channels] = sizes(image.shape);
  const [, outHeight, outWidth] = sizes(result.shape);
  const { input, output } = operands;
  return {
    kernel: name,
    words: [
      ...[input(0).address, input(1).address, output().address, height, width, channels],
      ...[outHeight, outWidth, kernel[3], kernel[0], kernel[1]],
      ...[...strides, ...dilations, ...padding, batch],
    ],
  };
}

export const depthwiseConv2d: WasmKernel<'DepthwiseConv2d'> = (operands, attributes) => {
  const y = operands.output();
  const [batch, outHeight] = sizes(y.shape);
  return { ...depthwise('depthwise', operands, operands.input(0), y, attributes), tasks: batch * outHeight };
};

export const depthwiseGradInput: WasmKernel<'DepthwiseConv2dGradInput'> = (operands, attributes) => {
  const dx = operands.output();
  const [batch] = sizes(dx.shape);
  return { ...depthwise('depthwiseGradInput', operands, dx, operands.input(0), attributes), tasks: batch };
};

export const depthwiseGradKernel: WasmKernel<'DepthwiseConv2dGradKernel'> = (operands, attributes) => {
  const [height, width, channels, multiplier] = attributes.kernel;
  return {
    ...depthwise('depthwiseGradKernel', operands, operands.input(0), operands.input(1), attributes),
    tasks: height * width * Math.ceil((channels * multiplier) / 64),
    chunk: 1,
  };
};

/** A call of a pooling kernel; `image` and `result` are the larger and the smaller image. */
function pool(
  name: KernelName,
  addresses: readonly [number, number, number, number],
  image: WasmOperand,
  result: WasmOperand,
  { window, strides, padding }: PoolAttributes,
): Omit<KernelCall, 'tasks'> {
  const [, height, width, channels] = sizes(image.shape);
  const [, outHeight, outWidth] = sizes(result.shape);
  return {
    kernel: name,
    words: [
      ...[...addresses, height, width, channels, outHeight, outWidth],
      ...[...window, ...strides, ...padding],
    ],
  };
}

const poolForward =
  (name: 'maxPool' | 'avgPool'): WasmKernel<'MaxPool' | 'AvgPool'> =>
  ({ input, output }, attributes) => {
    const [x, y] = [input(0), output()];
    const [batch, outHeight] = sizes(y.shape);
    return {
      ...pool(name, [x.address, 0, 0, y.address], x, y, attributes),
      tasks: batch * outHeight,
    };
  };

export const maxPool = poolForward('maxPool');
export const avgPool = poolForward('avgPool');

export const maxPoolGrad: WasmKernel<'MaxPoolGrad'> = ({ input, output }, attributes) => {
  const [x, y, dy, dx] = [input(0), input(1), input(2), output()];
  const [batch] = sizes(x.shape);
  const addresses = [x.address, y.address, dy.address, dx.address] as const;
  return { ...pool('maxPoolGrad', addresses, x, y, attributes), tasks: batch };
};

export const avgPoolGrad: WasmKernel<'AvgPoolGrad'> = ({ input, output }, attributes) => {
  const [dy, dx] = [input(0), output()];
  const [batch] = sizes(dx.shape);
  return { ...pool('avgPoolGrad', [dy.address, 0, 0, dx.address], dx, dy, attributes), tasks: batch };
};
