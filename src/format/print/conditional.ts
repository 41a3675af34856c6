import type { Conditional, Expression } from '../../parser/ast.ts';
import { textWidth } from '../../diagnostics/text-width.ts';
import { align, flatText, group, line, type Doc } from '../documents.ts';
import type { TokenCursor } from '../token-cursor.ts';
import type { Context } from './context.ts';
import { printExpression } from './expression.ts';
import { isInParentheses } from './parentheses.ts';

/**
 * `if c then a else b` on one line, or broken before each `else`, which stands below its `if`. Whoever prints what
 * stands before has set the margin at the `if`.
 */
export function printConditional(context: Context, node: Conditional): Doc {
  const { cursor } = context;
  const printed: Doc[] = [];
  let broken = false;
  let otherwise: Expression = node;
  let margin = 0;
  while (isLink(cursor, otherwise, node)) {
    printed.push(printCondition(context, otherwise, margin));
    broken ||= cursor.breaksBetween(otherwise.then.span.end, otherwise.else.span.start);
    printed.push(cursor.gapOr(line), cursor.take('else'), cursor.gapOr(' '));
    margin = 'else '.length;
    otherwise = otherwise.else;
  }
  printed.push(align(margin, printExpression(context, otherwise)));
  return group(printed, { shouldBreak: broken });
}

/**
 * Whether the lines of a value that comes next stand below where it begins: those of an `if` do, whatever goes on from it, since
 * an `else` further left would be a statement of its own.
 */
export function hangs(cursor: TokenCursor, value: Expression): boolean {
  return value.kind === 'conditional' || cursor.isNext('if');
}

/** Whether an expression goes on with the chain of `else if`. */
function isLink(cursor: TokenCursor, node: Expression, first: Conditional): node is Conditional {
  return node.kind === 'conditional' && (node === first || !isInParentheses(cursor, node));
}

/** `if c then a`, where `a` keeps its own margin; the condition is broken only where its author did so. */
function printCondition(context: Context, { condition, then }: Conditional, before: number): Doc {
  const { cursor } = context;
  const head: Doc = [
    cursor.take('if'),
    cursor.gapOr(' '),
    printExpression(context, condition),
    cursor.gapOr(' '),
    cursor.take('then'),
    cursor.gapOr(' '),
  ];
  const flat = flatText(head);
  const width = textWidth(flat?.replaceAll(cursor.sign, '') ?? 'if ');
  return [flat ?? align(before, head), align(before + width, printExpression(context, then))];
}
