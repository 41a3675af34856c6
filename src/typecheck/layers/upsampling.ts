import { multiply } from '../shape/arithmetic.ts';
import type { LayerDefinition } from './layer.ts';
import { dimensionPair } from './read-options.ts';
import { elements } from './sizes.ts';
import { notAnImage } from './window.ts';

/** An image made larger by whole factors. */
export const upsample: LayerDefinition = {
  name: 'upsample',
  doc: 'Makes an image larger by whole factors.',
  options: [
    {
      name: 'size',
      type: { kind: 'pair', minimum: 1 },
      default: [2, 2],
      doc: 'Factors of height and width.',
    },
    {
      name: 'method',
      type: { kind: 'word', words: ['nearest', 'bilinear'] },
      default: 'nearest',
      namedOnly: true,
      doc: 'nearest repeats pixels; bilinear mixes neighbours by their distance.',
    },
  ],
  inputs: 'one',
  shape: ([image], options) => {
    const [height, width, channels] = image ?? [];
    if (image?.length !== 3 || height === undefined || width === undefined || channels === undefined) {
      return { problem: notAnImage };
    }
    const [rows, columns] = dimensionPair(options, 'size');
    return { shape: [multiply(height, rows), multiply(width, columns), channels] };
  },
  weights: () => [],
  flops: (_, output, options) => (options['method'] === 'bilinear' ? 6 * elements(output) : 0),
};
