import type { Dimension, SymbolicShape } from '../shape/dimension.ts';
import { paddingOption } from './common-options.ts';
import type { LayerDefinition, OptionDefinition, ShapeOptions, ShapeResult } from './layer.ts';
import { dimensionPair, isNone, pairOption } from './read-options.ts';
import { elements } from './sizes.ts';
import { notAnImage, paddingOf, slideWindow, withChannels } from './window.ts';

const options: readonly OptionDefinition[] = [
  { name: 'size', type: { kind: 'pair', minimum: 1 }, doc: "The window's height and width." },
  {
    name: 'stride',
    type: { kind: 'pair', minimum: 1 },
    default: null,
    namedOnly: true,
    doc: 'Pixels from one window to the next; none means the size of the window.',
  },
  paddingOption,
  {
    name: 'rounding',
    type: { kind: 'word', words: ['down', 'up'] },
    default: 'down',
    namedOnly: true,
    doc: 'up lets the last window stand over the edge, as Caffe does; down leaves what it does not fill.',
  },
];

/** The largest value in each window. */
export const maxpool: LayerDefinition = windowPool('maxpool', 'Keeps the largest value of each window.');

/** The mean of each window; with `same`, of what lies inside the image. */
export const avgpool: LayerDefinition = windowPool('avgpool', 'Keeps the mean of each window.');

/** The mean of each channel: image to vector. */
export const globalAvgpool: LayerDefinition = globalPool(
  'global_avgpool',
  'The mean of each channel: an image becomes a vector.',
);

/** The largest value of each channel: image to vector. */
export const globalMaxpool: LayerDefinition = globalPool(
  'global_maxpool',
  'The largest value of each channel: an image becomes a vector.',
);

function windowPool(name: string, doc: string): LayerDefinition {
  return {
    name,
    doc,
    options,
    inputs: 'one',
    shape: ([image], given) => pool(image, given),
    weights: () => [],
    flops: (_, output, given) => {
      const [height, width] = pairOption(given, 'size');
      return height * width * elements(output);
    },
  };
}

function globalPool(name: string, doc: string): LayerDefinition {
  return {
    name,
    doc,
    options: [],
    inputs: 'one',
    shape: ([image]) => {
      const channels = image?.[2];
      return image?.length !== 3 || channels === undefined ? { problem: notAnImage } : { shape: [channels] };
    },
    weights: () => [],
    flops: ([image]) => elements(image ?? []),
  };
}

function pool(image: SymbolicShape | undefined, given: ShapeOptions): ShapeResult {
  const channels = image?.[2];
  if (image?.length !== 3 || channels === undefined) return { problem: notAnImage };
  const size = dimensionPair(given, 'size');
  const stride = isNone(given, 'stride') ? size : dimensionPair(given, 'stride');
  const roundsUp = given['rounding'] === 'up';
  if (roundsUp && size.some((pixels, axis) => exceeds(stride[axis], pixels))) {
    const expected = 'down where the stride is larger than the window';
    return { problem: { kind: 'option', option: 'rounding', expected, given: 'up' } };
  }
  const window = { size, stride, dilation: [1, 1], padding: paddingOf(given), roundsUp } as const;
  return withChannels(slideWindow(image, window), channels);
}

function exceeds(stride: Dimension | undefined, size: Dimension): boolean {
  return typeof stride === 'number' && typeof size === 'number' && stride > size;
}
