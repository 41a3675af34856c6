import type { LossTerm } from '../typed-module.ts';

/** What an output must end in for a loss or metric to make sense of it. */
export type HeadKind = 'binary' | 'class' | 'number';

/** Losses, each with the head it is for; cross-entropies are over the batch's mean, from logits where possible. */
export const losses: Readonly<Record<LossTerm['kind'], HeadKind>> = {
  binary_crossentropy: 'binary',
  cross_entropy: 'class',
  mse: 'number',
  mae: 'number',
};

/** Names that other frameworks have for the same. */
export const lossSynonyms: ReadonlyMap<string, string> = new Map([
  ['categorical_crossentropy', 'cross_entropy'],
  ['sparse_categorical_crossentropy', 'cross_entropy'],
  ['crossentropy', 'cross_entropy'],
  ['bce', 'binary_crossentropy'],
  ['binary_cross_entropy', 'binary_crossentropy'],
  ['mean_squared_error', 'mse'],
  ['mean_absolute_error', 'mae'],
]);

export function isLoss(name: string): name is LossTerm['kind'] {
  return Object.hasOwn(losses, name);
}
