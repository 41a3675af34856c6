import { add, multiply, subtract } from '../shape/arithmetic.ts';
import type { Dimension, SymbolicShape } from '../shape/dimension.ts';
import { printDimension } from '../shape/print.ts';
import type { LayerOptions } from '../typed-module.ts';
import {
  activationOption,
  biasOption,
  dilationOption,
  initOption,
  paddingOption,
  penaltyOptions,
  strideOption,
} from './common-options.ts';
import { biasWeights, kernelWeight } from './initializers.ts';
import type { LayerDefinition, OptionDefinition, ShapeOptions, ShapeProblem, ShapeResult } from './layer.ts';
import { dimensionOption, dimensionPair, numberOption, pairOption } from './read-options.ts';
import { channelsOf, elements, elementwiseFlops } from './sizes.ts';
import { notAnImage, paddingOf, slideWindow, withChannels } from './window.ts';

const filtersOption: OptionDefinition = {
  name: 'filters',
  type: { kind: 'dimension' },
  doc: 'Channels of the result.',
};

const kernelOption: OptionDefinition = {
  name: 'size',
  type: { kind: 'pair', minimum: 1 },
  doc: "The kernel's height and width.",
};

const groupsOption: OptionDefinition = {
  name: 'groups',
  type: { kind: 'dimension' },
  default: 1,
  namedOnly: true,
  doc: 'Parts that channels and filters are divided into; each part sees its own channels only.',
};

const multiplierOption: OptionDefinition = {
  name: 'multiplier',
  type: { kind: 'dimension' },
  default: 1,
  namedOnly: true,
  doc: 'Results for each input channel.',
};

/** Convolution over `[height, width, channels]`. */
export const conv: LayerDefinition = {
  name: 'conv',
  doc: 'Slides filters over an image: each learns a pattern.',
  options: [
    filtersOption,
    kernelOption,
    activationOption,
    strideOption,
    paddingOption,
    dilationOption,
    groupsOption,
    biasOption,
    initOption,
    ...penaltyOptions,
  ],
  inputs: 'one',
  shape: ([image], options) =>
    convolve(
      image,
      options,
      () => dimensionOption(options, 'filters'),
      () => groupsDivide(image, options),
    ),
  weights: ([image], options) => {
    const filters = numberOption(options, 'filters');
    const channels = channelsOf(image) / numberOption(options, 'groups');
    const kernel = [...pairOption(options, 'size'), channels, filters];
    return [kernelWeight('kernel', kernel, options), ...biasWeights(options['bias'], filters)];
  },
  flops: ([image], output, options) =>
    (2 * kernelArea(options) * channelsOf(image) * elements(output)) / numberOption(options, 'groups') +
    elementwiseFlops(output, options['bias'], options['activation']),
};

/** Convolution of each channel by itself. */
export const depthwiseConv: LayerDefinition = {
  name: 'depthwise_conv',
  doc: 'Slides a filter of its own over each channel.',
  options: [
    kernelOption,
    activationOption,
    strideOption,
    paddingOption,
    dilationOption,
    multiplierOption,
    biasOption,
    initOption,
    ...penaltyOptions,
  ],
  inputs: 'one',
  shape: ([image], options) =>
    convolve(
      image,
      options,
      (channels) => multiply(channels, dimensionOption(options, 'multiplier')),
      sameStrides,
    ),
  weights: ([image], options) => {
    const multiplier = numberOption(options, 'multiplier');
    const channels = channelsOf(image);
    return [
      kernelWeight('kernel', [...pairOption(options, 'size'), channels, multiplier], options),
      ...biasWeights(options['bias'], channels * multiplier),
    ];
  },
  flops: (_, output, options) =>
    2 * kernelArea(options) * elements(output) +
    elementwiseFlops(output, options['bias'], options['activation']),
};

/** A depthwise convolution, then one of 1×1 that mixes the channels. */
export const separableConv: LayerDefinition = {
  name: 'separable_conv',
  doc: 'A depthwise convolution, then one of 1×1 that mixes the channels: few weights.',
  options: [
    filtersOption,
    kernelOption,
    activationOption,
    strideOption,
    paddingOption,
    dilationOption,
    multiplierOption,
    biasOption,
    initOption,
    ...penaltyOptions,
  ],
  inputs: 'one',
  shape: ([image], options) =>
    convolve(image, options, () => dimensionOption(options, 'filters'), sameStrides),
  weights: ([image], options) => {
    const filters = numberOption(options, 'filters');
    const multiplier = numberOption(options, 'multiplier');
    const channels = channelsOf(image);
    const depthwise = [...pairOption(options, 'size'), channels, multiplier];
    return [
      kernelWeight('depthwise_kernel', depthwise, options),
      kernelWeight('pointwise_kernel', [1, 1, channels * multiplier, filters], options),
      ...biasWeights(options['bias'], filters),
    ];
  },
  flops: ([image], output, options) => {
    const hidden = channelsOf(image) * numberOption(options, 'multiplier');
    const positions = elements(output) / channelsOf(output);
    return (
      2 * kernelArea(options) * hidden * positions +
      2 * hidden * elements(output) +
      elementwiseFlops(output, options['bias'], options['activation'])
    );
  },
};

/** A convolution backwards: each pixel of the image paints a kernel of pixels. */
export const convTranspose: LayerDefinition = {
  name: 'conv_transpose',
  doc: 'A convolution backwards: with a stride of 2 an image becomes twice as large.',
  options: [
    filtersOption,
    kernelOption,
    activationOption,
    strideOption,
    paddingOption,
    biasOption,
    initOption,
    ...penaltyOptions,
  ],
  inputs: 'one',
  shape: ([image], options) => {
    const [height, width] = image ?? [];
    if (image?.length !== 3 || height === undefined || width === undefined) return { problem: notAnImage };
    const [size, stride] = [dimensionPair(options, 'size'), dimensionPair(options, 'stride')];
    const rows = paintedSize(height, size[0], stride[0], paddingOf(options));
    const columns = paintedSize(width, size[1], stride[1], paddingOf(options));
    if (rows === undefined || columns === undefined) return { problem: { kind: 'undecided' } };
    return { shape: [rows, columns, dimensionOption(options, 'filters')] };
  },
  weights: ([image], options) => {
    const filters = numberOption(options, 'filters');
    const kernel = [...pairOption(options, 'size'), filters, channelsOf(image)];
    return [kernelWeight('kernel', kernel, options), ...biasWeights(options['bias'], filters)];
  },
  flops: ([image], output, options) =>
    2 * kernelArea(options) * channelsOf(output) * elements(image ?? []) +
    elementwiseFlops(output, options['bias'], options['activation']),
};

/** in · stride for `same`, and max(size − stride, 0) more for `valid`: Keras's sizes. */
function paintedSize(
  input: Dimension,
  size: Dimension,
  stride: Dimension,
  padding: 'valid' | 'same',
): Dimension | undefined {
  const painted = multiply(input, stride);
  if (padding === 'same') return painted;
  const over = subtract(size, stride);
  return typeof over === 'number' ? add(painted, Math.max(over, 0)) : undefined;
}

/** Channels and filters must be divisible by the groups; symbolic ones are checked where they are known. */
function groupsDivide(image: SymbolicShape | undefined, options: ShapeOptions): ShapeProblem | undefined {
  const groups = dimensionOption(options, 'groups');
  if (groups === 1) return undefined;
  const channels = image?.[2];
  const filters = dimensionOption(options, 'filters');
  if (typeof groups !== 'number' || typeof channels !== 'number' || typeof filters !== 'number') {
    return undefined;
  }
  if (channels % groups === 0 && filters % groups === 0) return undefined;
  const expected = `a divisor of ${channels} channels and of ${filters} filters`;
  return { kind: 'option', option: 'groups', expected, given: String(groups) };
}

function convolve(
  image: SymbolicShape | undefined,
  options: ShapeOptions,
  outputChannels: (channels: Dimension) => Dimension,
  extra: (options: ShapeOptions) => ShapeProblem | undefined = () => undefined,
): ShapeResult {
  const channels = image?.[2];
  if (image?.length !== 3 || channels === undefined) return { problem: notAnImage };
  const problem = strideOrDilation(options) ?? extra(options);
  if (problem) return { problem };
  const window = {
    size: dimensionPair(options, 'size'),
    stride: dimensionPair(options, 'stride'),
    dilation: dimensionPair(options, 'dilation'),
    padding: paddingOf(options),
  };
  return withChannels(slideWindow(image, window), outputChannels(channels));
}

/** No engine computes a convolution that both strides and dilates. */
function strideOrDilation(options: ShapeOptions): ShapeProblem | undefined {
  const above = (step: Dimension): boolean => typeof step === 'number' && step > 1;
  if (!dimensionPair(options, 'stride').some(above) || !dimensionPair(options, 'dilation').some(above)) {
    return undefined;
  }
  const given = printPair(options, 'dilation');
  return { kind: 'option', option: 'dilation', expected: '1 where the stride is above 1', given };
}

/** No engine computes a depthwise convolution whose strides differ. */
function sameStrides(options: ShapeOptions): ShapeProblem | undefined {
  const [rows, columns] = dimensionPair(options, 'stride');
  if (typeof rows !== 'number' || typeof columns !== 'number' || rows === columns) return undefined;
  const given = printPair(options, 'stride');
  return { kind: 'option', option: 'stride', expected: 'the same stride for height and width', given };
}

function printPair(options: ShapeOptions, name: string): string {
  return `[${dimensionPair(options, name).map(printDimension).join(', ')}]`;
}

function kernelArea(options: LayerOptions): number {
  const [height, width] = pairOption(options, 'size');
  return height * width;
}
