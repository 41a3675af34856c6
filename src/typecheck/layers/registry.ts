import { activations } from './activations.ts';
import { conv, depthwiseConv, separableConv } from './convolution.ts';
import { dense, flatten } from './dense.ts';
import { add, concat, multiply } from './joins.ts';
import type { LayerDefinition } from './layer.ts';
import { pad } from './padding.ts';
import { avgpool, globalAvgpool, globalMaxpool, maxpool } from './pooling.ts';
import { batchnorm, dropout } from './regularization.ts';

/** Every layer by its name in programs. */
export const layerRegistry: ReadonlyMap<string, LayerDefinition> = new Map(
  [
    conv,
    depthwiseConv,
    separableConv,
    maxpool,
    avgpool,
    globalAvgpool,
    globalMaxpool,
    dense,
    flatten,
    dropout,
    batchnorm,
    pad,
    ...activations,
    add,
    multiply,
    concat,
  ].map((definition) => [definition.name, definition]),
);

/** The entry of a layer that the checker made a call of; an unknown kind is a fault of the compiler. */
export function layerDefinition(kind: string): LayerDefinition {
  const definition = layerRegistry.get(kind);
  if (definition === undefined) throw new Error(`The layer registry has no entry for "${kind}".`);
  return definition;
}
