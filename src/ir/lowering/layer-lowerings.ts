import { activationLayer, activationLayers } from './activations.ts';
import { conv, depthwiseConv, separableConv } from './convolution.ts';
import { dense, flatten } from './dense.ts';
import { add, concat, multiply } from './joins.ts';
import type { Lowering } from './layer-context.ts';
import { pad } from './padding.ts';
import { avgpool, globalAvgpool, globalMaxpool, maxpool } from './pooling.ts';
import { batchnorm, dropout } from './regularization.ts';

const lowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ['conv', conv],
  ['depthwise_conv', depthwiseConv],
  ['separable_conv', separableConv],
  ['maxpool', maxpool],
  ['avgpool', avgpool],
  ['global_avgpool', globalAvgpool],
  ['global_maxpool', globalMaxpool],
  ['dense', dense],
  ['flatten', flatten],
  ['dropout', dropout],
  ['batchnorm', batchnorm],
  ['pad', pad],
  ...activationLayers.map((name) => [name, activationLayer] as const),
  ['add', add],
  ['multiply', multiply],
  ['concat', concat],
]);

/** How a kind of layer becomes ops; a layer without an entry is a fault of the compiler. */
export function layerLowering(kind: string): Lowering {
  const lowering = lowerings.get(kind);
  if (lowering === undefined) throw new Error(`No lowering for the layer "${kind}".`);
  return lowering;
}
