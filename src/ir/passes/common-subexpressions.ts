import { opKey } from '../op-key.ts';
import { rebuild } from './pass.ts';
import type { Pass } from './pass.ts';
import { isEffect } from '../op-kinds.ts';

/** Computes equal things once. Draws of one stream and shape are equal too; effects are not. */
export const commonSubexpressions: Pass = {
  name: 'common-subexpressions',
  run: (graph) => {
    const known = new Map<string, number>();
    return rebuild(graph, (builder, node) => {
      if (isEffect(node)) return builder.append(node);
      const key = opKey(node);
      const value = known.get(key) ?? builder.append(node);
      known.set(key, value);
      return value;
    });
  },
};
