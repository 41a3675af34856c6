import type { Pipeline } from '../../parser/ast.ts';
import { align, group, hardline, line, willBreak, type Doc } from '../documents.ts';
import { hangs } from './conditional.ts';
import type { Context } from './context.ts';
import { printExpression } from './expression.ts';

/** A pipeline in two parts, for what stands on the line of its beginning and what may stand below. */
export interface PrintedPipeline {
  readonly first: Doc;
  readonly rest: Doc;
}

/**
 * A pipeline keeps the lines that its author gave it, each beginning with its arrow; a line that is too long is broken
 * at every arrow. A stage of several lines stays on the line where it begins.
 */
export function printPipeline(context: Context, { stages }: Pipeline): PrintedPipeline {
  const { cursor } = context;
  const [start, ...others] = stages;
  if (start === undefined) return { first: '', rest: '' };
  const head: Doc[] = [printExpression(context, start)];
  const rest: Doc[] = [];
  let row: Stage[] = [];
  let spread = willBreak(head);
  let end = start.span.end;
  const endRow = (): void => {
    if (row.length > 0) rest.push(group(row.map((stage) => [line, below(stage)])));
    row = [];
  };
  for (const stage of others) {
    const before = cursor.gap();
    const broken = before !== undefined || cursor.breaksBetween(end, stage.span.start);
    const arrow = [cursor.markArrow(cursor.nextStart), cursor.take('->')];
    const space = cursor.gapOr(' ');
    const hanging = hangs(cursor, stage);
    const value = [space, printExpression(context, stage)];
    const printed = { arrow, value, hangs: hanging };
    const spreads = willBreak(printed.value);
    if (broken) {
      endRow();
      rest.push(before ?? hardline, below(printed));
    } else if ((spread || spreads) && rest.length === 0) {
      // On the first line: what a stage spreads over stands below the beginning of that line.
      for (const each of [...row, printed])
        head.push(' ', each.hangs ? below(each) : [each.arrow, each.value]);
      row = [];
    } else if (spread || spreads) {
      endRow();
      rest.push(' ', below(printed));
    } else {
      row.push(printed);
    }
    spread = spreads;
    end = stage.span.end;
  }
  endRow();
  return { first: head, rest };
}

/** A stage and the arrow that leads to it. */
interface Stage {
  readonly arrow: Doc;
  readonly value: Doc;
  /** Whether its own lines always stand behind its arrow. */
  readonly hangs: boolean;
}

/** A stage that begins a line, or may: its own lines stand behind its arrow. */
const below = ({ arrow, value }: Stage): Doc => [arrow, align('-> '.length, value)];
