import type { Except, Expression } from '../../parser/ast.ts';
import type { Doc } from '../documents.ts';
import type { Context } from './context.ts';
import { printBrackets, printExpression } from './expression.ts';

/**
 * `base except base.block5, head except [a, b]`. The tree has all that is left out in one list; which of it was
 * written in brackets the words say.
 */
export function printExcept(context: Context, { base, excluded, span }: Except): Doc {
  const { cursor } = context;
  const printed: Doc[] = [printExpression(context, base)];
  let index = 0;
  while (index <= excluded.length && cursor.isNext('except') && cursor.nextStart < span.end) {
    printed.push(cursor.gapOr(' '), cursor.take('except'), cursor.gapOr(' '));
    let depth = 0;
    const start = (): number => excluded[index]?.span.start ?? Infinity;
    while (cursor.isNext('(') && cursor.nextStart < start()) {
      cursor.take('(');
      depth++;
    }
    if (cursor.isNext('[') && cursor.nextStart < start()) {
      const items = bracketed(context, excluded.slice(index));
      index += items.length;
      printed.push(printBrackets(context, items));
    } else {
      const item = excluded[index++];
      if (item !== undefined) printed.push(printExpression(context, item));
    }
    for (let closed = 0; closed < depth; closed++) {
      printed.push(cursor.gapOr(''));
      cursor.take(')');
    }
  }
  return printed;
}

/** Those of the items that stand between the bracket that comes next and its end. */
function bracketed({ cursor }: Context, items: readonly Expression[]): readonly Expression[] {
  const end = cursor.closing(cursor.nextStart);
  return items.filter(({ span }) => span.end <= end);
}
