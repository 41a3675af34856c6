import { sigmoidInside } from '../../diagnostics/catalogue/advice.ts';
import type { LayerCall } from '../typed-module.ts';
import type { AdviceRule } from './advice-rules.ts';
import { isOwn } from './advice-rules.ts';

/** Layers with weights that learn features from features. */
const learning: ReadonlySet<string> = new Set(['conv', 'dense', 'separable_conv', 'depthwise_conv']);
/** Layers that leave a sigmoid what it is. */
const passing: ReadonlySet<string> = new Set([
  'maxpool',
  'avgpool',
  'global_avgpool',
  'global_maxpool',
  'flatten',
  'dropout',
  'batchnorm',
]);

/** Inside a network no sigmoid squeezes the gradient; at its end, and as a gate that multiplies, it is right. */
export const noSigmoidInside: AdviceRule = ({ model, report }) => {
  const users = new Map<number, LayerCall[]>();
  for (const layer of model.layers)
    for (const input of layer.inputs) users.set(input, [...(users.get(input) ?? []), layer]);
  const inside = model.layers.filter(
    (layer) => isOwn(layer, model) && isSigmoid(layer) && isLearnedFrom(layer, users),
  );
  const [first, ...others] = inside;
  if (first === undefined) return;
  const also = others.slice(0, 3).map(({ span }) => ({ span, text: 'and here' }));
  report(sigmoidInside(first.span, { path: first.path, count: inside.length }, { also }));
};

const isSigmoid = ({ kind, options }: LayerCall): boolean =>
  kind === 'sigmoid' || (learning.has(kind) && options['activation'] === 'sigmoid');

/** Whether what a layer gives goes into a layer with weights. */
function isLearnedFrom({ id }: LayerCall, users: ReadonlyMap<number, readonly LayerCall[]>): boolean {
  return (users.get(id) ?? []).some(
    (user) => learning.has(user.kind) || (passing.has(user.kind) && isLearnedFrom(user, users)),
  );
}
