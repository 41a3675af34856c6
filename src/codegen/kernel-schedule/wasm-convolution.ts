import type { TensorType } from '../../ir/op-graph.ts';
import type { ConvAttributes, KernelShape } from './own-kernels.ts';
import type { ScheduleBuilder } from './schedule-builder.ts';
import type { SlotId } from './schedule.ts';
import { fourSizes } from './window-attributes.ts';

/** A convolution to compute on wasm. */
export interface WasmConvolution {
  readonly image: SlotId;
  /** [height, width, in, out]; where `flipped`, used turned by 180° with in and out exchanged. */
  readonly kernel: SlotId;
  readonly flipped: boolean;
  readonly bias: SlotId | undefined;
  readonly relu: boolean;
  /** Its kernel's shape is the one in use: after an exchange. */
  readonly attributes: ConvAttributes;
}

/** Two steps: the kernel in the order in which the convolution reads it, and the convolution. */
export function convolve(convolution: WasmConvolution, type: TensorType, builder: ScheduleBuilder): SlotId {
  const { image, kernel, flipped, bias, relu, attributes } = convolution;
  const winograd = suitsWinograd(attributes, type);
  const shape = fourSizes(builder.typeOf(kernel));
  const operand = winograd
    ? builder.own('WinogradPack', [kernel], transformedKernel(attributes.kernel), { kernel: shape, flipped })
    : builder.own('PackKernel', [kernel], packedKernel(attributes.kernel), { kernel: shape, flipped });
  const operands = bias === undefined ? [image, operand] : [image, operand, bias];
  return builder.own(winograd ? 'WinogradConv2d' : 'Conv2d', operands, type, { ...attributes, relu });
}

/** The gradient of a convolution by its kernel. */
export function gradientByKernel(
  image: SlotId,
  dy: SlotId,
  attributes: ConvAttributes,
  type: TensorType,
  builder: ScheduleBuilder,
): SlotId {
  const result = builder.typeOf(dy);
  const [, , into, out] = attributes.kernel;
  // Beyond, too few tiles at a time fit a core's cache for the sums to be worth their way there.
  if (into + out > 512 || !suitsWinograd(attributes, result)) {
    return builder.own('Conv2dGradKernel', [image, dy], type, attributes);
  }
  const parts = gradientParts(tileCount(result), into * out);
  const sums = { dtype: 'float32', shape: [parts, 16, into, out] } as const;
  const transformed = builder.own('WinogradGradient', [image, dy], sums, attributes);
  return builder.own('WinogradUnpack', [transformed], type, {});
}

/** Tiles of 2×2 pixels that cover a result. */
function tileCount(result: TensorType): number {
  const [batch, height, width] = fourSizes(result);
  return batch * Math.ceil(height / 2) * Math.ceil(width / 2);
}

/** Where Winograd's transformations cost less than the multiplications that they save, and our kernels have them. */
function suitsWinograd({ kernel, strides, dilations }: ConvAttributes, result: TensorType): boolean {
  const [height, width, into, out] = kernel;
  const plain = [...strides, ...dilations].every((n) => n === 1);
  const channels = into % 4 === 0 && out % 8 === 0 && into >= 16 && Math.max(into, out) <= 1024;
  return height === 3 && width === 3 && plain && channels && tileCount(result) >= 64;
}

/** How many sums are kept apart: work for eight threads, of at most 16 MiB. */
function gradientParts(tiles: number, kernelSize: number): number {
  const fitting = Math.floor(2 ** 24 / (64 * kernelSize));
  return Math.max(1, Math.min(8, Math.floor(tiles / 64), fitting));
}

const packedKernel = ([height, width, into, out]: KernelShape): TensorType => ({
  dtype: 'float32',
  shape: [Math.ceil(out / 8), height * width * into, 8],
});

const transformedKernel = ([, , into, out]: KernelShape): TensorType => ({
  dtype: 'float32',
  shape: [16, out / 8, into, 8],
});
