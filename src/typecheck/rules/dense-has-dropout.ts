import { denseWithoutDropout } from '../../diagnostics/catalogue/advice.ts';
import type { LayerCall, TypedModel } from '../typed-module.ts';
import type { AdviceRule } from './advice-rules.ts';
import { isOwn, parametersOf } from './advice-rules.ts';

/** Below this many weights a layer seldom learns photos by heart. */
const many = 1_000_000;
const most = 0.5;

/** A dense layer that has most of a model's weights comes after a dropout. */
export const denseHasDropout: AdviceRule = ({ model, report }) => {
  const total = parametersOfAll(model);
  for (const layer of model.layers) {
    if (!lacksDropout(layer, model, total)) continue;
    const weights = parametersOf(layer);
    report(denseWithoutDropout(layer.span, { path: layer.path, weights, share: weights / total }));
  }
};

/** Whether a layer is a dense one of the model's own file that has most of its weights, and no dropout before it. */
export function lacksDropout(layer: LayerCall, model: TypedModel, total?: number): boolean {
  if (layer.kind !== 'dense' || !isOwn(layer, model)) return false;
  const weights = parametersOf(layer);
  return (
    weights >= many &&
    weights >= most * (total ?? parametersOfAll(model)) &&
    !followsDropout(layer, model.layers)
  );
}

const parametersOfAll = ({ layers }: TypedModel): number =>
  layers.reduce((sum, layer) => sum + parametersOf(layer), 0);

function followsDropout(layer: LayerCall, layers: readonly LayerCall[]): boolean {
  const [input] = layer.inputs;
  const before = layers.find(({ id }) => id === input);
  if (before === undefined) return false;
  return before.kind === 'dropout' || (before.kind === 'flatten' && followsDropout(before, layers));
}
