import type { Position, Range } from 'vscode-languageserver';
import type { SourceFile } from '../../source/source-file.ts';
import { positionAt, sourceFile } from '../../source/source-file.ts';

// Offsets count UTF-16 units, as the protocol does by default; only lines begin at 0 there and at 1 here.

/** The protocol's position of an offset. */
export function positionOf(file: SourceFile, offset: number): Position {
  const { line, column } = positionAt(file, offset);
  return { line: line - 1, character: column - 1 };
}

export function rangeOf(file: SourceFile, start: number, end: number): Range {
  return { start: positionOf(file, start), end: positionOf(file, end) };
}

/** The offset of a position; one behind the end of its line is that end. */
export function offsetOf({ text, lineStarts }: SourceFile, { line, character }: Position): number {
  if (line < 0) return 0;
  const start = lineStarts[line];
  if (start === undefined) return text.length;
  let end = lineStarts[line + 1] ?? text.length;
  while (end > start && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
  return Math.min(start + Math.max(0, character), end);
}

/** One edit of a document; without a range it is a whole new text. */
export interface Change {
  readonly range?: Range;
  readonly text: string;
}

/** The text of a file after edits, each of what the one before has left. */
export function changed(file: SourceFile, changes: readonly Change[]): SourceFile {
  return changes.reduce((before, { range, text }) => {
    if (range === undefined) return sourceFile(file.path, text);
    const [start, end] = [offsetOf(before, range.start), offsetOf(before, range.end)];
    return sourceFile(file.path, before.text.slice(0, start) + text + before.text.slice(end));
  }, file);
}
