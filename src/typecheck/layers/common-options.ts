import type { OptionDefinition } from './layer.ts';

/** What a layer with weights may apply to its result, and what stands as a layer of its own. */
export const activationNames = [
  'relu',
  'relu6',
  'leaky_relu',
  'elu',
  'selu',
  'gelu',
  'swish',
  'sigmoid',
  'tanh',
  'softmax',
  'softplus',
  'softsign',
  'mish',
  'hard_sigmoid',
  'hard_swish',
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

export const epsilonOption: OptionDefinition = {
  name: 'epsilon',
  type: { kind: 'number', minimum: 0 },
  default: 0.001,
  namedOnly: true,
  doc: 'Added to the variance before its root.',
};

export const scaleOption: OptionDefinition = {
  name: 'scale',
  type: { kind: 'boolean' },
  default: true,
  namedOnly: true,
  doc: 'Whether a learned factor (gamma) follows.',
};

export const centerOption: OptionDefinition = {
  name: 'center',
  type: { kind: 'boolean' },
  default: true,
  namedOnly: true,
  doc: 'Whether a learned offset (beta) follows.',
};

/** How a kernel may begin; each is explained where `kernelInitializer` makes it. */
export const initNames = [
  'glorot_uniform',
  'glorot_normal',
  'he_uniform',
  'he_normal',
  'lecun_normal',
  'zeros',
] as const;

export const initOption: OptionDefinition = {
  name: 'init',
  type: { kind: 'word', words: initNames },
  default: 'glorot_uniform',
  namedOnly: true,
  doc: 'How the kernel begins; he_normal suits relu.',
};

export const penaltyOptions: readonly OptionDefinition[] = [
  {
    name: 'l1',
    type: { kind: 'number', minimum: 0 },
    default: 0,
    namedOnly: true,
    doc: 'Adds l1 · Σ|w| over the kernel to what is minimized: many weights become 0.',
  },
  {
    name: 'l2',
    type: { kind: 'number', minimum: 0 },
    default: 0,
    namedOnly: true,
    doc: 'Adds l2 · Σw² over the kernel to what is minimized: weights stay small.',
  },
];
