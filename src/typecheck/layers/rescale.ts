import type { LayerDefinition } from './layer.ts';
import { elements } from './sizes.ts';

/** Every number times one and plus another, as `keras.layers.Rescaling`. */
export const rescale: LayerDefinition = {
  name: 'rescale',
  doc: 'Every number times scale, plus offset.',
  options: [
    { name: 'scale', type: { kind: 'number' }, doc: 'What each number is multiplied by, such as 1 / 255.' },
    { name: 'offset', type: { kind: 'number' }, default: 0, doc: 'What is added to it then.' },
  ],
  inputs: 'one',
  shape: ([input = []]) => ({ shape: input }),
  weights: () => [],
  flops: (_inputs, output) => 2 * elements(output),
};
