import { denseWithoutDropout } from '../../diagnostics/catalogue/advice.ts';
import type { LayerCall } from '../typed-module.ts';
import type { AdviceRule } from './advice-rules.ts';
import { isOwn, parametersOf } from './advice-rules.ts';

/** Below this many weights a layer seldom learns photos by heart. */
const many = 1_000_000;
const most = 0.5;

/** A dense layer that has most of a model's weights comes after a dropout. */
export const denseHasDropout: AdviceRule = ({ model, report }) => {
  const total = model.layers.reduce((sum, layer) => sum + parametersOf(layer), 0);
  for (const layer of model.layers) {
    const weights = layer.kind === 'dense' && isOwn(layer, model) ? parametersOf(layer) : 0;
    if (weights < many || weights < most * total || followsDropout(layer, model.layers)) continue;
    report(denseWithoutDropout(layer.span, { path: layer.path, weights, share: weights / total }));
  }
};

function followsDropout(layer: LayerCall, layers: readonly LayerCall[]): boolean {
  const [input] = layer.inputs;
  const before = layers.find(({ id }) => id === input);
  if (before === undefined) return false;
  return before.kind === 'dropout' || (before.kind === 'flatten' && followsDropout(before, layers));
}
