import { activations } from './activations.ts';
import { conv, convTranspose, depthwiseConv, separableConv } from './convolution.ts';
import { dense, flatten } from './dense.ts';
import { add, average, concat, maximum, multiply } from './joins.ts';
import type { LayerDefinition } from './layer.ts';
import { groupnorm, layernorm, lrn } from './normalization.ts';
import { crop, pad } from './padding.ts';
import { avgpool, globalAvgpool, globalMaxpool, maxpool } from './pooling.ts';
import { batchnorm, dropout, spatialDropout } from './regularization.ts';
import { rescale } from './rescale.ts';
import { reshape } from './reshape.ts';
import { upsample } from './upsampling.ts';

/** Every layer by its name in programs. */
export const layerRegistry: ReadonlyMap<string, LayerDefinition> = new Map(
  [
    conv,
    depthwiseConv,
    separableConv,
    convTranspose,
    maxpool,
    avgpool,
    globalAvgpool,
    globalMaxpool,
    dense,
    flatten,
    reshape,
    dropout,
    spatialDropout,
    batchnorm,
    layernorm,
    groupnorm,
    lrn,
    pad,
    crop,
    upsample,
    rescale,
    ...activations,
    add,
    multiply,
    average,
    maximum,
    concat,
  ].map((definition) => [definition.name, definition]),
);

/** The entry of a layer that the checker made a call of; an unknown kind is a fault of the compiler. */
export function layerDefinition(kind: string): LayerDefinition {
  const definition = layerRegistry.get(kind);
  if (definition === undefined) throw new Error(`The layer registry has no entry for "${kind}".`);
  return definition;
}
