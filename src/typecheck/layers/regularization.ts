import { centerOption, epsilonOption, scaleOption } from './common-options.ts';
import { affineWeights, ones, zeros } from './initializers.ts';
import type {
  Initializer,
  LayerDefinition,
  OptionDefinition,
  ShapeOptions,
  ShapeResult,
  WeightSpecification,
} from './layer.ts';
import { channelsOf, elements, elementwiseFlops } from './sizes.ts';
import { notAnImage } from './window.ts';

const rateOption: OptionDefinition = {
  name: 'rate',
  type: { kind: 'number', minimum: 0, maximum: 1 },
  doc: 'The share that is dropped, from 0 to below 1.',
};

/** Sets a share of the numbers to zero while training and scales the others by 1 / (1 − rate). */
export const dropout: LayerDefinition = {
  name: 'dropout',
  doc: 'Sets a share of the numbers to zero while training, so that no output relies on one input.',
  options: [rateOption],
  inputs: 'one',
  trainOnly: true,
  shape: ([input], options) => belowOne(options) ?? { shape: input ?? [] },
  weights: () => [],
  flops: () => 0,
};

/** Drops whole channels: neighbouring pixels are so alike that single ones would hardly be missed (Tompson et al. 2015). */
export const spatialDropout: LayerDefinition = {
  name: 'spatial_dropout',
  doc: 'Sets a share of the channels of an image to zero while training.',
  options: [rateOption],
  inputs: 'one',
  trainOnly: true,
  shape: ([image], options) =>
    image?.length === 3 ? (belowOne(options) ?? { shape: image }) : { problem: notAnImage },
  weights: () => [],
  flops: () => 0,
};

function belowOne(options: ShapeOptions): ShapeResult | undefined {
  if (options['rate'] !== 1) return undefined;
  return { problem: { kind: 'option', option: 'rate', expected: 'a share below 1', given: '1' } };
}

const batchnormOptions: readonly OptionDefinition[] = [
  {
    name: 'momentum',
    type: { kind: 'number', minimum: 0, maximum: 1 },
    default: 0.99,
    namedOnly: true,
    doc: 'How slowly the moving statistics follow: moving = momentum · moving + (1 − momentum) · batch.',
  },
  epsilonOption,
  scaleOption,
  centerOption,
];

/** Each channel to mean 0 and variance 1 (Ioffe and Szegedy 2015), then scaled and moved. */
export const batchnorm: LayerDefinition = {
  name: 'batchnorm',
  doc: 'Brings each channel to mean 0 and variance 1 over the batch, then scales and moves it.',
  options: batchnormOptions,
  inputs: 'one',
  shape: ([input]) => ({ shape: input ?? [] }),
  weights: ([input], options) => {
    const statistic = (name: string, initializer: Initializer): WeightSpecification => ({
      name,
      shape: [channelsOf(input)],
      initializer,
      trainable: false,
    });
    return [
      ...affineWeights(options, channelsOf(input)),
      statistic('moving_mean', zeros),
      statistic('moving_variance', ones),
    ];
  },
  flops: (_, output, options) =>
    2 * elements(output) + elementwiseFlops(output, options['scale'], options['center']),
};
