import { BATCH } from '../op-graph.ts';
import { finish } from './convolution.ts';
import type { Lowering } from './layer-context.ts';

export const dense: Lowering = (context) => {
  const { builder, x } = context;
  const attributes = { transposeA: false, transposeB: false };
  return finish(context, builder.add('matmul', [x, context.weight('kernel')], attributes));
};

/** Also what `flatten` is: its shape says how. */
export const reshape: Lowering = ({ builder, layer, x }) => builder.reshape(x, [BATCH, ...layer.shape]);
