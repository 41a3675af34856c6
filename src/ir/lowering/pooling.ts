import type { LayerNode } from '../layer-graph.ts';
import type { Pooling2d } from '../op-graph.ts';
import { optionalPair, pairOption } from '../upstream.ts';
import type { Lowering } from './layer-context.ts';
import { window2d } from './window.ts';

const OVER_THE_IMAGE = { axes: [1, 2], keepDimensions: false } as const;

export const maxpool: Lowering = (context) =>
  context.builder.add('max_pool', [context.x], poolingWindow(context.layer));

export const avgpool: Lowering = (context) =>
  context.builder.add('avg_pool', [context.x], poolingWindow(context.layer));

export const globalAvgpool: Lowering = ({ builder, x }) => builder.add('reduce_mean', [x], OVER_THE_IMAGE);

export const globalMaxpool: Lowering = ({ builder, x }) => builder.add('reduce_max', [x], OVER_THE_IMAGE);

/** What a pooling layer's windows are, in pixels. */
export function poolingWindow(layer: LayerNode): Pooling2d {
  const window = pairOption(layer.options, 'size');
  const strides = optionalPair(layer.options, 'stride') ?? window;
  const [image = []] = layer.inputShapes;
  const geometry = { ...window2d(image, layer.options, window, strides), window };
  if (layer.options['rounding'] !== 'up' || layer.options['padding'] === 'same') return geometry;
  // As many pixels after the image as the last windows stand over its edge.
  const over = (axis: 0 | 1): readonly [number, number] => [
    0,
    Math.max(((layer.shape[axis] ?? 1) - 1) * strides[axis] + window[axis] - (image[axis] ?? 0), 0),
  ];
  return { ...geometry, padding: [over(0), over(1)] };
}
