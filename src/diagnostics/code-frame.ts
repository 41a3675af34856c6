import type { SourceFile } from '../source/source-file.ts';
import { lineText, positionAt } from '../source/source-file.ts';
import type { Span } from '../source/span.ts';
import { markRows } from './mark-rows.ts';
import type { Mark } from './mark-rows.ts';
import type { Palette } from './palette.ts';
import { showLine, textWidth } from './text-width.ts';

/** A label with the way it is set apart. */
export interface FrameLabel {
  readonly span: Span;
  readonly text: string;
  /** `^` for the main label, `-` for the others. */
  readonly sign: '^' | '-';
  readonly paint: (text: string) => string;
}

export interface FrameOptions {
  readonly palette: Palette;
  /** Columns for line numbers. */
  readonly gutter: number;
  /** Columns for code; longer lines are cut around their labels. */
  readonly width: number;
}

/** The line (from 1) on which a label ends; a line end at the close of a span does not count. */
export function lastLine({ file, start, end }: Span): number {
  return positionAt(file, Math.max(start, end - 1)).line;
}

/** Shows the lines of one file that carry labels, with the labels below. */
export function codeFrame(
  file: SourceFile,
  labels: readonly FrameLabel[],
  options: FrameOptions,
): readonly string[] {
  const { palette, gutter } = options;
  const bar = palette.frame('│');
  const marks = marksByLine(file, labels);
  const rows = [`${' '.repeat(gutter)} ${bar}`];
  let previous: number | undefined;
  for (const line of [...marks.keys()].sort((left, right) => left - right)) {
    if (previous !== undefined && line === previous + 2) {
      rows.push(...codeRows(file, line - 1, [], options));
    } else if (previous !== undefined && line > previous + 1) {
      rows.push(`${' '.repeat(gutter)} ${palette.frame('⋮')}`);
    }
    rows.push(...codeRows(file, line, marks.get(line) ?? [], options));
    previous = line;
  }
  return rows;
}

function codeRows(
  file: SourceFile,
  line: number,
  marks: readonly Mark[],
  { palette, gutter, width }: FrameOptions,
): readonly string[] {
  const bar = palette.frame('│');
  const whole = showLine(lineText(file, line)).text.trimEnd();
  const { text, shift } = crop(whole, marks, width);
  const shifted = marks.map((mark) => ({
    ...mark,
    from: Math.max(0, mark.from - shift),
    to: Math.max(1, Math.min(mark.to - shift, Math.max(width, mark.from - shift + 1))),
  }));
  const number = palette.frame(String(line).padStart(gutter));
  const rows = [`${number} ${bar} ${text}`.trimEnd()];
  for (const row of markRows(shifted)) rows.push(`${' '.repeat(gutter)} ${bar} ${row}`);
  return rows;
}

/** Columns kept before the first label of a line that is cut. */
const cropMargin = 20;

/** Cuts a line to `width` columns around its labels; `shift` is how many columns went away on the left. */
function crop(
  text: string,
  marks: readonly Mark[],
  width: number,
): { readonly text: string; readonly shift: number } {
  if (textWidth(text) <= width) return { text, shift: 0 };
  const first = Math.min(...marks.map(({ from }) => from));
  const last = Math.max(...marks.map(({ to }) => to));
  const start = marks.length === 0 || last <= width - 1 ? 0 : Math.max(0, first - cropMargin);
  let shown = start === 0 ? '' : '…';
  let column = 0;
  for (const character of text) {
    const end = column + textWidth(character);
    if (column > start || start === 0) {
      if (end - start >= width) return { text: `${shown}…`, shift: start };
      shown += character;
    }
    column = end;
  }
  return { text: shown, shift: start };
}

/** The marks below each line that has any. */
function marksByLine(file: SourceFile, labels: readonly FrameLabel[]): ReadonlyMap<number, readonly Mark[]> {
  const marks = new Map<number, Mark[]>();
  const add = (line: number, mark: Mark): void => {
    marks.set(line, [...(marks.get(line) ?? []), mark]);
  };
  for (const { span, text, sign, paint } of labels) {
    const start = positionAt(file, span.start);
    const last = lastLine(span);
    const { columns, text: shown } = showLine(lineText(file, start.line));
    const from = columns[start.column - 1] ?? textWidth(shown);
    if (last === start.line) {
      const end = columns[start.column - 1 + span.end - span.start] ?? textWidth(shown);
      add(start.line, { from, to: Math.max(end, from + 1), text, sign, paint });
      continue;
    }
    add(start.line, { from, to: Math.max(textWidth(shown), from + 1), text: '', sign, paint });
    const lastShown = showLine(lineText(file, last));
    const indent = textWidth(/^ */.exec(lastShown.text)?.[0] ?? '');
    const endColumn = positionAt(file, span.end - 1).column;
    const to = lastShown.columns[endColumn] ?? textWidth(lastShown.text);
    add(last, { from: Math.min(indent, to), to: Math.max(to, indent + 1), text, sign, paint });
  }
  return marks;
}
