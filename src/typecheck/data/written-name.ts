import type { Expression } from '../../parser/ast.ts';

/** A name as a word or a text: `cat`, `"golden retriever"`. */
export function writtenName(expression: Expression): string | undefined {
  if (expression.kind === 'reference') return expression.name;
  return expression.kind === 'string' && expression.value !== '' ? expression.value : undefined;
}

/** The word that an expression begins with: `fractions` of `fractions(80%, 10%, 10%)`. */
export function headWord(expression: Expression): string | undefined {
  const head = expression.kind === 'call' ? expression.callee : expression;
  return head.kind === 'reference' ? head.name : undefined;
}
