/** A text with a name: the first thing on the way, and what every span points back to. */
export interface SourceFile {
  /** Path as the user wrote it (or `std/vgg` for the standard library): what messages show. */
  readonly path: string;
  readonly text: string;
  /** Offset of the first character of each line; `lineStarts[0]` is 0. */
  readonly lineStarts: readonly number[];
}

/** A place in a file as people count: line and column from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Wraps a text; line ends may be `\n`, `\r\n` or `\r`. */
export function sourceFile(path: string, text: string): SourceFile {
  const lineStarts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) lineStarts.push(match.index + match[0].length);
  return { path, text, lineStarts };
}

/** The line and column (from 1) of an offset; offsets outside the text are clamped to it. */
export function positionAt(file: SourceFile, offset: number): Position {
  const clamped = Math.max(0, Math.min(offset, file.text.length));
  let low = 0;
  let high = file.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((file.lineStarts[middle] ?? 0) <= clamped) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: clamped - (file.lineStarts[low] ?? 0) + 1 };
}

/** The text of a line (from 1), without its line end; empty for a line the file does not have. */
export function lineText(file: SourceFile, line: number): string {
  const start = file.lineStarts[line - 1];
  if (start === undefined) return '';
  const end = file.lineStarts[line] ?? file.text.length;
  return file.text.slice(start, end).replace(/[\r\n]+$/, '');
}
