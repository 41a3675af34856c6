import type { Convolution2d, ValueId } from '../op-graph.ts';
import { pairOption } from '../upstream.ts';
import { activate } from './activations.ts';
import type { LayerContext, Lowering } from './layer-context.ts';
import { window2d } from './window.ts';

export const conv: Lowering = (context) => {
  const { builder, x } = context;
  return finish(context, builder.add('conv2d', [x, context.weight('kernel')], geometry(context)));
};

export const depthwiseConv: Lowering = (context) => {
  const { builder, x } = context;
  return finish(context, builder.add('depthwise_conv2d', [x, context.weight('kernel')], geometry(context)));
};

export const separableConv: Lowering = (context) => {
  const { builder, x } = context;
  const depthwise = builder.add(
    'depthwise_conv2d',
    [x, context.weight('depthwise_kernel')],
    geometry(context),
  );
  const pointwise = builder.add('conv2d', [depthwise, context.weight('pointwise_kernel')], {
    strides: [1, 1],
    dilations: [1, 1],
    padding: [
      [0, 0],
      [0, 0],
    ],
  });
  return finish(context, pointwise);
};

function geometry({ layer }: LayerContext): Convolution2d {
  const strides = pairOption(layer.options, 'stride');
  const dilations = pairOption(layer.options, 'dilation');
  const [image = []] = layer.inputShapes;
  return {
    ...window2d(image, layer.options, pairOption(layer.options, 'size'), strides, dilations),
    dilations,
  };
}

/** Bias and activation, where the layer has them. */
export function finish(context: LayerContext, value: ValueId): ValueId {
  const bias = context.optionalWeight('bias');
  const biased = bias === undefined ? value : context.builder.add('bias_add', [value, bias], {});
  return activate(context, biased);
}
