import { centerOption, epsilonOption, scaleOption } from './common-options.ts';
import { affineWeights } from './initializers.ts';
import type { LayerDefinition, OptionDefinition, ShapeProblem, ShapeResult } from './layer.ts';
import { dimensionOption, numberOption } from './read-options.ts';
import { channelsOf, elements, elementwiseFlops } from './sizes.ts';
import { notAnImage } from './window.ts';

/** Each pixel's channels (each vector's units) to mean 0 and variance 1 (Ba, Kiros and Hinton 2016). */
export const layernorm: LayerDefinition = {
  name: 'layernorm',
  doc: 'Brings the channels of each pixel to mean 0 and variance 1, then scales and moves them.',
  options: [epsilonOption, scaleOption, centerOption],
  inputs: 'one',
  shape: ([input]) => ({ shape: input ?? [] }),
  weights: ([input], options) => affineWeights(options, channelsOf(input)),
  flops: (_, output, options) =>
    6 * elements(output) + elementwiseFlops(output, options['scale'], options['center']),
};

const groupsOption: OptionDefinition = {
  name: 'groups',
  type: { kind: 'dimension' },
  default: 32,
  doc: 'Parts that the channels are divided into.',
};

/** Groups of a sample's channels, over the whole image, to mean 0 and variance 1 (Wu and He 2018). */
export const groupnorm: LayerDefinition = {
  name: 'groupnorm',
  doc: 'Brings groups of channels to mean 0 and variance 1 in each image by itself, whatever the batch.',
  options: [groupsOption, epsilonOption, scaleOption, centerOption],
  inputs: 'one',
  shape: ([input = []], options): ShapeResult => {
    const groups = dimensionOption(options, 'groups');
    const channels = input.at(-1);
    const known = typeof groups === 'number' && typeof channels === 'number';
    if (!known || channels % groups === 0) return { shape: input };
    const expected = `a divisor of ${channels} channels`;
    const problem: ShapeProblem = { kind: 'option', option: 'groups', expected, given: String(groups) };
    return { problem };
  },
  weights: ([input], options) => affineWeights(options, channelsOf(input)),
  flops: (_, output, options) =>
    6 * elements(output) + elementwiseFlops(output, options['scale'], options['center']),
};

/**
 * x / (bias + alpha · Σ x²)^beta, the sum being over the channels at most `radius` away (Krizhevsky et al. 2012,
 * section 3.3, whose numbers are the defaults; as TensorFlow and unlike Caffe alpha is not divided by their count).
 */
export const lrn: LayerDefinition = {
  name: 'lrn',
  doc: 'Local response normalisation, as in the first AlexNet: strong channels damp their neighbours.',
  options: [
    {
      name: 'radius',
      type: { kind: 'whole', minimum: 0 },
      default: 2,
      namedOnly: true,
      doc: 'Neighbouring channels on each side.',
    },
    {
      name: 'bias',
      type: { kind: 'number', minimum: 0 },
      default: 2,
      namedOnly: true,
      doc: "The paper's k: keeps the divisor away from 0.",
    },
    {
      name: 'alpha',
      type: { kind: 'number', minimum: 0 },
      default: 1e-4,
      namedOnly: true,
      doc: 'Weight of the sum of squares.',
    },
    {
      name: 'beta',
      type: { kind: 'number', minimum: 0 },
      default: 0.75,
      namedOnly: true,
      doc: 'Exponent of the divisor.',
    },
  ],
  inputs: 'one',
  shape: ([image]) => (image?.length === 3 ? { shape: image } : { problem: notAnImage }),
  weights: () => [],
  flops: (_, output, options) => (2 * numberOption(options, 'radius') + 6) * elements(output),
};
