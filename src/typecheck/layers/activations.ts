import type { LayerDefinition, OptionDefinition } from './layer.ts';
import { elements } from './sizes.ts';

const slope: OptionDefinition = {
  name: 'slope',
  type: { kind: 'number', minimum: 0 },
  default: 0.3,
  doc: "Factor for negative numbers; Keras's layer has 0.3 and its activation word 0.2, and so have we.",
};

const alpha: OptionDefinition = {
  name: 'alpha',
  type: { kind: 'number', minimum: 0 },
  default: 1,
  doc: 'Where large negative numbers end: at −alpha.',
};

const ceiling: OptionDefinition = {
  name: 'max',
  type: { kind: 'number', minimum: 0 },
  default: null,
  namedOnly: true,
  doc: 'The largest result; none has no end.',
};

/** Activations as layers of their own, with Keras's definitions. */
export const activations: readonly LayerDefinition[] = [
  activation('relu', 'Negative numbers become 0.', [ceiling]),
  activation('relu6', 'A relu that ends at 6, for arithmetic of few bits.'),
  activation('leaky_relu', 'Negative numbers become small.', [slope]),
  activation('elu', 'x, and alpha · (eˣ − 1) where x is negative.', [alpha]),
  activation('selu', 'A scaled elu that keeps mean 0 and variance 1.'),
  activation('gelu', "x · Φ(x), Φ being the normal distribution's (exact, not the tanh approximation)."),
  activation('swish', 'x · sigmoid(x).'),
  activation('sigmoid', '1 / (1 + e⁻ˣ): a probability for each number by itself.'),
  activation('tanh', 'Between −1 and 1.'),
  activation('softmax', 'Probabilities over the last axis that add up to 1.'),
  activation('softplus', 'log(1 + eˣ): a smooth relu.'),
  activation('softsign', 'x / (1 + |x|): as tanh, but slower towards its ends.'),
  activation('mish', 'x · tanh(softplus(x)).'),
  activation('hard_sigmoid', 'relu6(x + 3) / 6: a sigmoid of straight lines.'),
  activation('hard_swish', 'x · hard_sigmoid(x).'),
];

function activation(name: string, doc: string, options: readonly OptionDefinition[] = []): LayerDefinition {
  return {
    name,
    doc,
    options,
    inputs: 'one',
    shape: ([input]) => ({ shape: input ?? [] }),
    weights: () => [],
    flops: (_, output) => elements(output),
  };
}
