import { textWidth } from '../../diagnostics/text-width.ts';
import type { TokenCursor } from '../token-cursor.ts';
import type { Item } from './items.ts';

/** What stands before the `=` of a binding, or the value of a setting. */
export interface Header {
  /** As it is printed: `output kind`, `batch:`. */
  readonly text: string;
  readonly sign: '=' | ':';
  /** Where in the source the `=` or the value begins. */
  readonly anchor: number;
}

/**
 * Blanks that each of these items has before its `=` or its value, beyond the usual one. Neighbours whose authors set
 * them below each other stay so; where nobody did, nothing is aligned.
 */
export function headerPadding<I extends Item>(
  cursor: TokenCursor,
  items: readonly I[],
  headerOf: (item: I) => Header | undefined,
): readonly number[] {
  const headers = items.map(headerOf);
  const padding = items.map(() => 0);
  let start = 0;
  while (start < items.length) {
    let end = start + 1;
    while (end < items.length && aligned(cursor, items, headers, end)) end++;
    const widths = headers.slice(start, end).map((header) => textWidth(header?.text ?? ''));
    const widest = Math.max(...widths);
    for (const [index, width] of widths.entries())
      padding[start + index] = end - start > 1 ? widest - width : 0;
    start = end;
  }
  return padding;
}

/** Whether an item goes on with the column of the one before. */
function aligned(
  cursor: TokenCursor,
  items: readonly Item[],
  headers: readonly (Header | undefined)[],
  index: number,
): boolean {
  const [before, after] = [headers[index - 1], headers[index]];
  const next = items[index];
  if (before === undefined || after === undefined || next === undefined) return false;
  return (
    before.sign === after.sign &&
    cursor.lineAt(before.anchor) !== cursor.lineAt(after.anchor) &&
    cursor.columnAt(before.anchor) === cursor.columnAt(after.anchor) &&
    !cursor.blankBefore(next.span.start)
  );
}
