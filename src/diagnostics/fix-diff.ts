import type { SourceFile } from '../source/source-file.ts';
import { positionAt, sourceFile, lineText } from '../source/source-file.ts';
import { applyFixes } from './apply-fixes.ts';
import type { Fix } from './diagnostic.ts';
import type { Palette } from './palette.ts';
import { showLine } from './text-width.ts';

/** Fixes over more lines than this are not shown line by line. */
const mostLines = 4;

/** What a fix changes, as lines before and after; empty when it is too long to be worth showing. */
export function fixDiff(fix: Fix, palette: Palette): readonly string[] {
  const file = fix.edits[0]?.span.file;
  if (file === undefined) return [];
  const { text, applied } = applyFixes(file, [fix]);
  if (applied.length === 0) return [];
  const lines = fix.edits.map(({ span }) => positionAt(file, span.start).line);
  const lastLines = fix.edits.map(({ span }) => positionAt(file, span.end).line);
  const first = Math.min(...lines);
  const last = Math.max(...lastLines);
  const after = sourceFile(file.path, text);
  const lastAfter = last + after.lineStarts.length - file.lineStarts.length;
  if (last - first >= mostLines || lastAfter - first >= mostLines) return [];
  return [
    ...between(file, first, last).map(([line, text]) => palette.removed(`${line} - ${text}`)),
    ...between(after, first, lastAfter)
      .filter(([, text]) => text !== '')
      .map(([line, text]) => palette.added(`${line} + ${text}`)),
  ];
}

/** The lines of a file from one to another, numbered, without the blanks around them. */
function between(file: SourceFile, first: number, last: number): readonly (readonly [number, string])[] {
  const lines: (readonly [number, string])[] = [];
  for (let line = first; line <= last; line++) lines.push([line, showLine(lineText(file, line)).text.trim()]);
  return lines;
}
