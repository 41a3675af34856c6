import type { Expression } from '../../parser/ast.ts';
import type { Environment } from './environment.ts';

/** As much as `several` needs: no path depends on more. */
const several = 2;
const deepest = 200;

/**
 * Block calls that an expression writes, as far as two: with exactly one, the block's layers stand straight in the
 * expression's scope. What a repeat writes counts as several and of two alternatives the larger counts, so that
 * paths do not change with a count or a condition.
 */
export function countBlockCalls(expression: Expression, environment: Environment, depth = 0): number {
  if (depth > deepest) return 0;
  const count = (inner: Expression): number => countBlockCalls(inner, environment, depth + 1);
  switch (expression.kind) {
    case 'reference':
    case 'call': {
      const callee = expression.kind === 'call' ? expression.callee : expression;
      if (callee.kind !== 'reference') return 0;
      const binding = environment.lookup(callee.name);
      if (binding?.kind === 'block') return 1;
      if (binding?.kind !== 'value' || binding.value.kind !== 'layer' || binding.value.shared) return 0;
      return countBlockCalls(binding.value.expression, binding.value.environment, depth + 1);
    }
    case 'pipeline':
      return sum(expression.stages, count);
    case 'branches':
      return sum(expression.items, count);
    case 'named':
      return count(expression.value);
    case 'conditional':
      return Math.max(count(expression.then), count(expression.else));
    case 'repeat':
      return count(expression.body) > 0 ? several : 0;
    case 'binary':
      return Math.min(several, count(expression.left) + count(expression.right));
    default:
      return 0;
  }
}

function sum(items: readonly Expression[], count: (item: Expression) => number): number {
  let total = 0;
  for (const item of items) {
    total += count(item);
    if (total >= several) return several;
  }
  return total;
}
