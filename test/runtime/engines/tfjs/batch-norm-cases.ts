import { BATCH } from '../../../../src/ir/op-graph.ts';
import { f, opCase, positive } from './op-cases.ts';

/** Each op by itself: none finds moments that another has computed. */
export const batchNormCases = (
  [
    ['an image', [BATCH, 4, 5, 6]],
    ['a matrix', [BATCH, 7]],
    ['many channels', [BATCH, 3, 3, 40]],
  ] as const
).flatMap(([name, shape]) => {
  const channels = shape.at(-1) ?? 1;
  const attributes = { epsilon: 1e-2 };
  const gradient = [f(...shape), f(...shape), positive(channels)];
  return [
    opCase(name, 'batch_norm', [f(...shape), positive(channels), f(channels)], attributes),
    opCase(name, 'batch_mean', [f(...shape)], {}),
    opCase(name, 'batch_variance', [f(...shape)], {}),
    opCase(name, 'batch_norm_grad_input', gradient, attributes),
    opCase(name, 'batch_norm_grad_gamma', gradient, attributes),
    opCase(name, 'batch_norm_grad_beta', gradient, attributes),
  ];
});
