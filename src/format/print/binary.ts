import type { Binary, Expression } from '../../parser/ast.ts';
import { align, group, indent, line, type Doc } from '../documents.ts';
import type { TokenCursor } from '../token-cursor.ts';
import type { Context } from './context.ts';
import { printExpression } from './expression.ts';
import { isInParentheses } from './parentheses.ts';

/** Operators that are read as one row: `a + b - c`. */
const rows: readonly (readonly Binary['operator'][])[] = [['+', '-'], ['*', '/'], ['and'], ['or']];

/** On one line, or an operand a line with its operator in front; lines that the author broke stay broken. */
export function printBinary(context: Context, node: Binary): Doc {
  const { cursor } = context;
  const links = chain(cursor, node);
  const [first] = links;
  const head = first === undefined ? '' : printExpression(context, first.operand);
  const broken = links.some(
    ({ operand }, index) =>
      index > 0 && cursor.breaksBetween(links[index - 1]?.operand.span.end ?? 0, operand.span.start),
  );
  const rest = links
    .slice(1)
    .map(({ operator, operand }) => [
      cursor.gapOr(line),
      cursor.take(operator),
      align(operator.length + 1, [cursor.gapOr(' '), printExpression(context, operand)]),
    ]);
  return group([head, indent(rest)], { shouldBreak: broken });
}

interface Link {
  readonly operator: string;
  readonly operand: Expression;
}

/** The operands of a row of operators that bind alike, without parentheses between them. */
function chain(cursor: TokenCursor, node: Binary): readonly Link[] {
  const row = rows.find((operators) => operators.includes(node.operator)) ?? [node.operator];
  const links: Link[] = [];
  let left: Expression = node;
  while (
    left.kind === 'binary' &&
    row.includes(left.operator) &&
    (left === node || !isInParentheses(cursor, left))
  ) {
    links.unshift({ operator: left.operator, operand: left.right });
    left = left.left;
  }
  return [{ operator: '', operand: left }, ...links];
}
