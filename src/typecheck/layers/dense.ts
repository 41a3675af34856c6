import { multiply } from '../shape/arithmetic.ts';
import type { Dimension } from '../shape/dimension.ts';
import { activationOption, biasOption, initOption, penaltyOptions } from './common-options.ts';
import { biasWeights, kernelWeight } from './initializers.ts';
import type { LayerDefinition } from './layer.ts';
import { dimensionOption, numberOption } from './read-options.ts';
import { channelsOf, elementwiseFlops } from './sizes.ts';

/** Every output sees every input. */
export const dense: LayerDefinition = {
  name: 'dense',
  doc: 'Fully connected: every output sees every input of a vector.',
  options: [
    { name: 'units', type: { kind: 'dimension' }, doc: 'Length of the resulting vector.' },
    activationOption,
    biasOption,
    initOption,
    ...penaltyOptions,
  ],
  inputs: 'one',
  shape: ([vector], options) =>
    vector?.length === 1
      ? { shape: [dimensionOption(options, 'units')] }
      : { problem: { kind: 'rank', expected: '[units]' } },
  weights: ([vector], options) => {
    const units = numberOption(options, 'units');
    const kernel = kernelWeight('kernel', [channelsOf(vector), units], options);
    return [kernel, ...biasWeights(options['bias'], units)];
  },
  flops: ([vector], output, options) =>
    2 * channelsOf(vector) * channelsOf(output) +
    elementwiseFlops(output, options['bias'], options['activation']),
};

/** All numbers of an image in one row: row by row, pixel by pixel, channel by channel. */
export const flatten: LayerDefinition = {
  name: 'flatten',
  doc: 'All numbers of an image in one vector.',
  options: [],
  inputs: 'one',
  shape: ([input]) => ({ shape: [(input ?? []).reduce<Dimension>(multiply, 1)] }),
  weights: () => [],
  flops: () => 0,
};
