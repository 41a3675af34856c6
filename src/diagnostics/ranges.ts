import type { Position } from '../source/source-file.ts';
import { positionAt } from '../source/source-file.ts';
import type { Span } from '../source/span.ts';

/** Where a span begins and ends, lines and columns from 1; `end` is right behind its last character. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export function rangeOf({ file, start, end }: Span): Range {
  return { start: positionAt(file, start), end: positionAt(file, end) };
}
