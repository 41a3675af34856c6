import { ones, zeros } from './initializers.ts';
import type { Initializer, LayerDefinition, OptionDefinition, WeightSpecification } from './layer.ts';
import { channelsOf, elements, elementwiseFlops } from './sizes.ts';

/** Sets a share of the numbers to zero while training and scales the others by 1 / (1 − rate). */
export const dropout: LayerDefinition = {
  name: 'dropout',
  doc: 'Sets a share of the numbers to zero while training, so that no output relies on one input.',
  options: [
    {
      name: 'rate',
      type: { kind: 'number', minimum: 0, maximum: 1 },
      doc: 'The share that is dropped, from 0 to below 1.',
    },
  ],
  inputs: 'one',
  trainOnly: true,
  shape: ([input], options) =>
    options['rate'] === 1
      ? { problem: { kind: 'option', option: 'rate', expected: 'a share below 1', given: '1' } }
      : { shape: input ?? [] },
  weights: () => [],
  flops: () => 0,
};

const batchnormOptions: readonly OptionDefinition[] = [
  {
    name: 'momentum',
    type: { kind: 'number', minimum: 0, maximum: 1 },
    default: 0.99,
    namedOnly: true,
    doc: 'How slowly the moving statistics follow: moving = momentum · moving + (1 − momentum) · batch.',
  },
  {
    name: 'epsilon',
    type: { kind: 'number', minimum: 0 },
    default: 0.001,
    namedOnly: true,
    doc: 'Added to the variance before its root.',
  },
  {
    name: 'scale',
    type: { kind: 'boolean' },
    default: true,
    namedOnly: true,
    doc: 'Whether a learned factor (gamma) follows.',
  },
  {
    name: 'center',
    type: { kind: 'boolean' },
    default: true,
    namedOnly: true,
    doc: 'Whether a learned offset (beta) follows.',
  },
];

/** Each channel to mean 0 and variance 1 (Ioffe and Szegedy 2015), then scaled and moved. */
export const batchnorm: LayerDefinition = {
  name: 'batchnorm',
  doc: 'Brings each channel to mean 0 and variance 1 over the batch, then scales and moves it.',
  options: batchnormOptions,
  inputs: 'one',
  shape: ([input]) => ({ shape: input ?? [] }),
  weights: ([input], options) => {
    const weight = (name: string, initializer: Initializer, trainable: boolean): WeightSpecification => ({
      name,
      shape: [channelsOf(input)],
      initializer,
      trainable,
    });
    return [
      ...(options['scale'] === true ? [weight('gamma', ones, true)] : []),
      ...(options['center'] === true ? [weight('beta', zeros, true)] : []),
      weight('moving_mean', zeros, false),
      weight('moving_variance', ones, false),
    ];
  },
  flops: (_, output, options) =>
    2 * elements(output) + elementwiseFlops(output, options['scale'], options['center']),
};
