import { add } from '../shape/arithmetic.ts';
import type { LayerDefinition } from './layer.ts';
import { dimensionBorder } from './read-options.ts';
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
    const [[top, bottom], [left, right]] = dimensionBorder(options, 'size');
    return { shape: [add(height, add(top, bottom)), add(width, add(left, right)), channels] };
  },
  weights: () => [],
  flops: () => 0,
};
