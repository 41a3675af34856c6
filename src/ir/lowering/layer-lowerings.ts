import { activationLayer, activationLayers } from './activations.ts';
import { conv, convTranspose, depthwiseConv, separableConv } from './convolution.ts';
import { dense, reshape } from './dense.ts';
import { add, average, concat, maximum, multiply } from './joins.ts';
import type { Lowering } from './layer-context.ts';
import { groupnorm, layernorm, lrn } from './normalization.ts';
import { crop, pad } from './padding.ts';
import { avgpool, globalAvgpool, globalMaxpool, maxpool } from './pooling.ts';
import { batchnorm, dropout, spatialDropout } from './regularization.ts';
import { rescale } from './rescale.ts';
import { upsample } from './upsampling.ts';

const lowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ['conv', conv],
  ['depthwise_conv', depthwiseConv],
  ['separable_conv', separableConv],
  ['conv_transpose', convTranspose],
  ['maxpool', maxpool],
  ['avgpool', avgpool],
  ['global_avgpool', globalAvgpool],
  ['global_maxpool', globalMaxpool],
  ['dense', dense],
  ['flatten', reshape],
  ['reshape', reshape],
  ['dropout', dropout],
  ['spatial_dropout', spatialDropout],
  ['batchnorm', batchnorm],
  ['layernorm', layernorm],
  ['groupnorm', groupnorm],
  ['lrn', lrn],
  ['pad', pad],
  ['crop', crop],
  ['upsample', upsample],
  ['rescale', rescale],
  ...activationLayers.map((name) => [name, activationLayer] as const),
  ['add', add],
  ['multiply', multiply],
  ['average', average],
  ['maximum', maximum],
  ['concat', concat],
]);

/** How a kind of layer becomes ops; a layer without an entry is a fault of the compiler. */
export function layerLowering(kind: string): Lowering {
  const lowering = lowerings.get(kind);
  if (lowering === undefined) throw new Error(`No lowering for the layer "${kind}".`);
  return lowering;
}
