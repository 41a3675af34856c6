import { add } from '../shape/arithmetic.ts';
import type { LayerDefinition } from './layer.ts';
import { borderOption } from './read-options.ts';
import { notAnImage } from './window.ts';

/** Zeros around an image. */
export const pad: LayerDefinition = {
  name: 'pad',
  doc: 'Surrounds an image with zeros.',
  options: [
    {
      name: 'size',
      type: { kind: 'border' },
      doc: 'Pixels on each side: one number, [height, width] or [[top, bottom], [left, right]].',
    },
  ],
  inputs: 'one',
  shape: ([image], options) => {
    const [height, width, channels] = image ?? [];
    if (image?.length !== 3 || height === undefined || width === undefined || channels === undefined) {
      return { problem: notAnImage };
    }
    const [[top, bottom], [left, right]] = borderOption(options, 'size');
    return { shape: [add(height, top + bottom), add(width, left + right), channels] };
  },
  weights: () => [],
  flops: () => 0,
};
