import { dimensionsEqual, multiply } from '../shape/arithmetic.ts';
import type { Dimension, SymbolicShape } from '../shape/dimension.ts';
import { printDimension, printShape } from '../shape/print.ts';
import type { LayerDefinition } from './layer.ts';
import { dimensionList } from './read-options.ts';

/** The same numbers, row by row, in another shape. */
export const reshape: LayerDefinition = {
  name: 'reshape',
  doc: 'The same numbers in another shape, such as [7, 7, 64].',
  options: [
    {
      name: 'shape',
      type: { kind: 'shape' },
      doc: 'The new sizes, [height, width, channels] or the length of a vector.',
    },
  ],
  inputs: 'one',
  shape: ([input = []], options) => {
    const shape = dimensionList(options, 'shape');
    if (dimensionsEqual(volume(input), volume(shape))) return { shape };
    const [given, wanted] = [volume(input), volume(shape)];
    // Symbols: other sizes are refused where they are known.
    if (typeof given !== 'number' || typeof wanted !== 'number') return { shape };
    const expected = `sizes whose product is ${printDimension(given)}, as ${printShape(input)} has`;
    return { problem: { kind: 'option', option: 'shape', expected, given: printShape(shape) } };
  },
  weights: () => [],
  flops: () => 0,
};

function volume(shape: SymbolicShape): Dimension {
  return shape.reduce<Dimension>(multiply, 1);
}
