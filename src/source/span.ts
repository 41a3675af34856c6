import type { SourceFile } from './source-file.ts';
import { positionAt } from './source-file.ts';

/** A half-open range of characters `[start, end)` in one file. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A span of `file` from `start` up to, not including, `end`. */
export function span(file: SourceFile, start: number, end: number): Span {
  return { file, start, end };
}

/** The characters a span covers. */
export function spanText({ file, start, end }: Span): string {
  return file.text.slice(start, end);
}

/** The smallest span that covers both; they must be of the same file. */
export function joinSpans(first: Span, second: Span): Span {
  return span(first.file, Math.min(first.start, second.start), Math.max(first.end, second.end));
}

/** Whether nothing but blanks stands before it on its line. */
export function isFirstOnLine({ file, start }: Span): boolean {
  const { column } = positionAt(file, start);
  return file.text.slice(start - column + 1, start).trim() === '';
}
