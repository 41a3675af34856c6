import type { GraphBuilder } from '../graph-builder.ts';
import { BATCH } from '../op-graph.ts';
import type { Convolution2d, ValueId } from '../op-graph.ts';
import { float32 } from '../tensor-type.ts';
import { numberOption, pairOption } from '../upstream.ts';
import { activate } from './activations.ts';
import type { LayerContext, Lowering } from './layer-context.ts';
import { window2d } from './window.ts';

export const conv: Lowering = (context) => {
  const { builder, layer, x } = context;
  const attributes = geometry(context);
  const kernel = context.weight('kernel');
  const groups = numberOption(layer.options, 'groups');
  if (groups === 1) return finish(context, builder.add('conv2d', [x, kernel], attributes));
  const [height = 1, width = 1, into = 1, out = 1] = builder.shape(kernel);
  const [down, across] = attributes.strides;
  if (into === 1 && down === across) {
    // A group for each channel is a depthwise convolution; its kernel holds the same numbers in the same order.
    const depthwise = builder.reshape(kernel, [height, width, groups, out / groups]);
    return finish(context, builder.add('depthwise_conv2d', [x, depthwise], attributes));
  }
  const parts = Array.from({ length: groups }, (_, group) =>
    builder.add(
      'conv2d',
      [channels(builder, x, group, into), channels(builder, kernel, group, out / groups)],
      attributes,
    ),
  );
  return finish(context, builder.add('concat', parts, { axis: 3 }));
};

/** Part number `index` of a tensor whose last axis is divided into parts of this size. */
function channels(builder: GraphBuilder, x: ValueId, index: number, size: number): ValueId {
  const { dtype, shape } = builder.type(x);
  const begin = shape.map((_, axis) => (axis === shape.length - 1 ? index * size : 0));
  return builder.add('slice', [x], { begin }, { dtype, shape: [...shape.slice(0, -1), size] });
}

/** What a convolution does to gradients on their way back: the padding is that of the image it paints. */
export const convTranspose: Lowering = (context) => {
  const { builder, layer, x } = context;
  const [height = 1, width = 1] = layer.shape;
  const strides = pairOption(layer.options, 'stride');
  const attributes = {
    ...window2d([height, width], layer.options, pairOption(layer.options, 'size'), strides),
    dilations: [1, 1],
  } as const;
  const type = float32([BATCH, ...layer.shape]);
  return finish(context, builder.add('conv2d_grad_input', [x, context.weight('kernel')], attributes, type));
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
