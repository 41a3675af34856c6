import { flattenWherePooling } from '../../diagnostics/catalogue/advice.ts';
import type { LayerCall } from '../typed-module.ts';
import type { AdviceRule } from './advice-rules.ts';
import { isOwn, parametersOf } from './advice-rules.ts';

/** Below this many weights there is little to save. */
const many = 10_000_000;
const saved = 0.9;

/** A flattened image with very many weights behind it is better pooled. */
export const poolInsteadOfFlatten: AdviceRule = ({ model, report }) => {
  const { layers } = model;
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  for (const dense of layers) {
    const flattened = parametersOf(dense);
    if (dense.kind !== 'dense' || flattened < many) continue;
    const flatten = flattenBefore(dense, byId);
    const [height = 1, width = 1, channels] = flatten?.inputShapes[0] ?? [];
    if (flatten === undefined || !isOwn(flatten, model) || channels === undefined) continue;
    const pooled = Math.round(flattened / (height * width));
    if (pooled > (1 - saved) * flattened) continue;
    report(flattenWherePooling(flatten.span, { path: dense.path, flattened, pooled }));
  }
};

function flattenBefore(layer: LayerCall, byId: ReadonlyMap<number, LayerCall>): LayerCall | undefined {
  let before = byId.get(layer.inputs[0] ?? -1);
  while (before?.kind === 'dropout') before = byId.get(before.inputs[0] ?? -1);
  return before?.kind === 'flatten' ? before : undefined;
}
