import { number } from '../graph-builder.ts';
import { BATCH } from '../op-graph.ts';
import type { ValueId } from '../op-graph.ts';
import { float32 } from '../tensor-type.ts';
import { numberOption } from '../upstream.ts';
import type { LayerContext, Lowering } from './layer-context.ts';

/** Ba, Kiros and Hinton 2016, section 3, over the last axis. */
export const layernorm: Lowering = (context) => {
  const { builder, x } = context;
  const axis = builder.shape(x).length - 1;
  return affine(context, standardized(context, x, [axis]));
};

/** Wu and He 2018, equation 4: the pixels of an image and the channels of a group have one mean and one variance. */
export const groupnorm: Lowering = (context) => {
  const { builder, layer, x } = context;
  const groups = numberOption(layer.options, 'groups');
  const channels = layer.shape.at(-1) ?? 0;
  const pixels = layer.shape.slice(0, -1).reduce((product, size) => product * size, 1);
  const parted = builder.reshape(x, [BATCH, pixels, groups, channels / groups]);
  return affine(context, builder.reshape(standardized(context, parted, [1, 3]), builder.shape(x)));
};

/**
 * Krizhevsky et al. 2012, section 3.3. The sum over neighbouring channels is a convolution with ones along an axis
 * that the channels are laid on.
 */
export const lrn: Lowering = ({ builder, layer, x }) => {
  const radius = numberOption(layer.options, 'radius');
  const [height = 1, width = 1, channels = 1] = layer.shape;
  const size = 2 * radius + 1;
  const ones = Array<number>(size).fill(1);
  const kernel = builder.add('constant', [], { values: ones }, float32([1, size, 1, 1]));
  const laid = builder.reshape(builder.unary('square', x), [BATCH, height * width, channels, 1]);
  const sums = builder.add('conv2d', [laid, kernel], {
    strides: [1, 1],
    dilations: [1, 1],
    padding: [
      [0, 0],
      [radius, radius],
    ],
  });
  const weighted = builder.binary('mul', sums, number(numberOption(layer.options, 'alpha')));
  const divisor = builder.binary('add', weighted, number(numberOption(layer.options, 'bias')));
  const factor = builder.binary('pow', divisor, number(-numberOption(layer.options, 'beta')));
  return builder.binary('mul', x, builder.reshape(factor, builder.shape(x)));
};

/** (x − mean) / √(variance + ε), with the biased variance, over these axes. */
function standardized({ builder, layer }: LayerContext, x: ValueId, axes: readonly number[]): ValueId {
  const reduction = { axes, keepDimensions: true };
  const centred = builder.binary('sub', x, builder.add('reduce_mean', [x], reduction));
  const variance = builder.add('reduce_mean', [builder.unary('square', centred)], reduction);
  const epsilon = number(numberOption(layer.options, 'epsilon'));
  return builder.binary('mul', centred, builder.unary('rsqrt', builder.binary('add', variance, epsilon)));
}

/** gamma · x + beta over the last axis, as far as the layer has them. */
function affine({ builder, optionalWeight }: LayerContext, x: ValueId): ValueId {
  const [gamma, beta] = [optionalWeight('gamma'), optionalWeight('beta')];
  const scaled = gamma === undefined ? x : builder.binary('mul', x, gamma);
  return beta === undefined ? scaled : builder.add('bias_add', [scaled, beta], {});
}
