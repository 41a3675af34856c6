import { add, subtract } from '../shape/arithmetic.ts';
import { printDimension } from '../shape/print.ts';
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

/** The opposite of `pad`. */
export const crop: LayerDefinition = {
  name: 'crop',
  doc: 'Cuts the edges of an image off.',
  options: [
    {
      name: 'size',
      type: { kind: 'border' },
      doc: 'Pixels off each side: one number, [height, width] or [[top, bottom], [left, right]].',
    },
  ],
  inputs: 'one',
  shape: ([image], options) => {
    const [height, width, channels] = image ?? [];
    if (image?.length !== 3 || height === undefined || width === undefined || channels === undefined) {
      return { problem: notAnImage };
    }
    const [[top, bottom], [left, right]] = dimensionBorder(options, 'size');
    const [rows, columns] = [add(top, bottom), add(left, right)];
    const kept = [subtract(height, rows), subtract(width, columns)] as const;
    if (kept.some((size) => typeof size === 'number' && size < 1)) {
      const given = `${printDimension(rows)} rows and ${printDimension(columns)} columns`;
      const expected = `less than the image's ${printDimension(height)} × ${printDimension(width)}`;
      return { problem: { kind: 'option', option: 'size', expected, given } };
    }
    return { shape: [...kept, channels] };
  },
  weights: () => [],
  flops: () => 0,
};
