import type { AstNode } from '../../parser/ast.ts';
import { children } from '../../parser/children.ts';
import { align, group, type Doc } from '../documents.ts';
import type { TokenCursor } from '../token-cursor.ts';
import type { Context } from './context.ts';

/** Keeps the parentheses that an author wrote around a node, once. */
export function inParentheses({ cursor }: Context, node: AstNode, print: () => Doc): Doc {
  const inner = children(node)[0]?.span.start ?? Infinity;
  let depth = 0;
  const before: Doc[] = [];
  while (cursor.isNext('(') && cursor.nextStart < inner) {
    cursor.take('(');
    depth++;
    const comments = cursor.gap();
    if (comments !== undefined) before.push(comments);
  }
  if (depth === 0) return print();
  const printed: Doc[] = [...before, print()];
  for (let closed = 0; closed < depth; closed++) {
    printed.push(cursor.gapOr(''));
    cursor.take(')');
  }
  return group(['(', align(1, printed), ')']);
}

/** Whether an author wrote parentheses around a node. */
export function isInParentheses({ file }: TokenCursor, node: AstNode): boolean {
  const inner = children(node)[0]?.span.start ?? Infinity;
  return file.text[node.span.start] === '(' && node.span.start < inner;
}
