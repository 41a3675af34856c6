import { multiply } from '../shape/arithmetic.ts';
import type { Dimension, SymbolicShape } from '../shape/dimension.ts';
import { printDimension } from '../shape/print.ts';
import type { LayerOptions } from '../typed-module.ts';
import {
  activationOption,
  biasOption,
  dilationOption,
  paddingOption,
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
    biasOption,
  ],
  inputs: 'one',
  shape: ([image], options) => convolve(image, options, () => dimensionOption(options, 'filters')),
  weights: ([image], options) => {
    const filters = numberOption(options, 'filters');
    const kernel = [...pairOption(options, 'size'), channelsOf(image), filters];
    return [kernelWeight('kernel', kernel), ...biasWeights(options['bias'], filters)];
  },
  flops: ([image], output, options) =>
    2 * kernelArea(options) * channelsOf(image) * elements(output) +
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
      kernelWeight('kernel', [...pairOption(options, 'size'), channels, multiplier]),
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
  ],
  inputs: 'one',
  shape: ([image], options) =>
    convolve(image, options, () => dimensionOption(options, 'filters'), sameStrides),
  weights: ([image], options) => {
    const filters = numberOption(options, 'filters');
    const multiplier = numberOption(options, 'multiplier');
    const channels = channelsOf(image);
    return [
      kernelWeight('depthwise_kernel', [...pairOption(options, 'size'), channels, multiplier]),
      kernelWeight('pointwise_kernel', [1, 1, channels * multiplier, filters]),
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
