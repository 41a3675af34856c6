import type { Expression } from '../../parser/ast.ts';
import { textWidth } from '../../diagnostics/text-width.ts';
import { align, group, hardline, indent, line, willBreak, type Doc } from '../documents.ts';
import { hangs } from './conditional.ts';
import type { Context } from './context.ts';
import { printExpression } from './expression.ts';
import { isInParentheses } from './parentheses.ts';
import { printPipeline, type PrintedPipeline } from './pipeline.ts';

/** A value in the two parts of a pipeline; other values have the first alone. */
export function printParts(context: Context, value: Expression): PrintedPipeline {
  return value.kind === 'pipeline' && !isInParentheses(context.cursor, value)
    ? printPipeline(context, value)
    : { first: printExpression(context, value), rest: '' };
}

/**
 * A value behind `header =`, on its line or below.
 *
 * @param header as it is printed, padding included: what stands below an `if` stands below it here
 * @param below whether a pipeline that is too long for the line begins on the next one
 */
export function printAssigned(context: Context, header: string, value: Expression, below: boolean): Doc {
  const { cursor } = context;
  const equals = cursor.nextStart;
  const sign = cursor.take('=');
  const comments = cursor.gap();
  if (comments !== undefined || cursor.breaksBetween(equals, cursor.nextStart)) {
    const { first, rest } = printParts(context, value);
    return [sign, indent([comments ?? hardline, first, rest])];
  }
  const hanging = hangs(cursor, value);
  const { first, rest } = printParts(context, value);
  if (below && !hugs(value) && !willBreak([first, rest])) return [sign, group(indent([line, first, rest]))];
  const marginal = hanging ? align(textWidth(header) + '= '.length, first) : first;
  return [sign, ' ', marginal, indent(rest)];
}

/** Whether a value that is too long for the line begins on it all the same, since its own lines stand below. */
function hugs(value: Expression): boolean {
  switch (value.kind) {
    case 'branches':
    case 'record':
    case 'conditional':
    case 'binary':
      return true;
    case 'pipeline':
      return value.stages[0]?.kind === 'branches';
    default:
      return false;
  }
}
