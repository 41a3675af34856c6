import type { OptionDefinition } from './layer.ts';

/** What a layer with weights may apply to its result, and what stands as a layer of its own. */
export const activationNames = [
  'relu',
  'leaky_relu',
  'elu',
  'selu',
  'gelu',
  'swish',
  'sigmoid',
  'tanh',
  'softmax',
  'softplus',
] as const;

/** `conv(32, 3, relu)`. */
export const activationOption: OptionDefinition = {
  name: 'activation',
  type: { kind: 'word', words: activationNames },
  default: null,
  doc: 'Applied to the result; none leaves it linear.',
};

export const paddingOption: OptionDefinition = {
  name: 'padding',
  type: { kind: 'word', words: ['valid', 'same'] },
  default: 'valid',
  namedOnly: true,
  doc: 'valid stays inside the image; same surrounds it with zeros so that a stride of 1 keeps its size.',
};

export const strideOption: OptionDefinition = {
  name: 'stride',
  type: { kind: 'pair', minimum: 1 },
  default: [1, 1],
  namedOnly: true,
  doc: 'Pixels from one position of the window to the next.',
};

export const dilationOption: OptionDefinition = {
  name: 'dilation',
  type: { kind: 'pair', minimum: 1 },
  default: [1, 1],
  namedOnly: true,
  doc: 'Pixels from one tap of the kernel to the next.',
};

export const biasOption: OptionDefinition = {
  name: 'bias',
  type: { kind: 'boolean' },
  default: true,
  namedOnly: true,
  doc: 'Whether a learned number is added to each output.',
};
