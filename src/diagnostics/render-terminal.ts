import type { SourceFile } from '../source/source-file.ts';
import { positionAt } from '../source/source-file.ts';
import { codeFrame, lastLine } from './code-frame.ts';
import type { Diagnostic, Label } from './diagnostic.ts';
import { fixDiff } from './fix-diff.ts';
import type { Palette } from './palette.ts';
import { colorPalette, plainPalette } from './palette.ts';
import { shapeTable } from './shape-table.ts';
import { summaryLine } from './summary-line.ts';
import { showLine, wrap } from './text-width.ts';

export interface TerminalOptions {
  /** Whether to use the colours of every terminal; a palette of one's own comes first. */
  readonly color?: boolean;
  readonly palette?: Palette;
  /** Columns of the terminal; 100 where nobody knows. */
  readonly width?: number;
}

const usualWidth = 100;

/** Diagnostics as a person reads them, with the code they are about; ends with a line end unless there are none. */
export function renderTerminal(diagnostics: readonly Diagnostic[], options: TerminalOptions = {}): string {
  const palette = options.palette ?? (options.color === true ? colorPalette : plainPalette);
  const width = Math.max(40, options.width ?? usualWidth);
  const messages = diagnostics.map((diagnostic) => `${renderOne(diagnostic, palette, width).join('\n')}\n`);
  if (messages.length > 1) messages.push(`${palette.strong(summaryLine(diagnostics))}\n`);
  return messages.join('\n');
}

function renderOne(diagnostic: Diagnostic, palette: Palette, width: number): readonly string[] {
  const { code, severity, title, labels, chain, expected, given, hint, fixes } = diagnostic;
  const paint = palette.severity[severity];
  const gutter = Math.max(2, ...labels.map(({ span }) => String(lastLine(span)).length));
  const indent = ' '.repeat(gutter);
  const [firstLine = '', ...moreLines] = wrap(`${severity}[${code}]: ${safe(title)}`, width);
  const opening = `${severity}[${code}]`;
  const rows = [
    `${paint(opening)}${palette.strong(firstLine.slice(opening.length))}`,
    ...moreLines.map((line) => palette.strong(line)),
  ];

  const frames = { palette, gutter, width: width - gutter - 3 };
  for (const { file, labels: own } of byFile(labels)) {
    const main = own.find((label) => label === labels[0]) ?? own[0];
    if (main === undefined) continue;
    const { line, column } = positionAt(file, main.span.start);
    const corner = main === labels[0] ? '┌─' : '├─';
    rows.push(`${indent} ${palette.frame(corner)} ${file.path}:${line}:${column}`);
    const framed = own.map(({ span, text }) => {
      const isMain = span === labels[0]?.span;
      return {
        span,
        text: safe(text),
        sign: isMain ? ('^' as const) : ('-' as const),
        paint: isMain ? paint : palette.also,
      };
    });
    rows.push(...codeFrame(file, framed, frames));
  }

  const note = (title: string, body: string, style: (text: string) => string): void => {
    const head = `${title}: `;
    const lines = wrap(safe(body), width - gutter - 1 - head.length);
    const blanks = ' '.repeat(head.length);
    rows.push(...lines.map((text, index) => `${indent} ${index === 0 ? style(head) : blanks}${text}`));
  };
  const spacer = (): void => void rows.push(labels.length === 0 ? '' : `${indent} ${palette.frame('│')}`);
  if (expected !== undefined || given !== undefined || chain.length > 0) spacer();
  if (expected !== undefined) note('expected', expected, palette.strong);
  if (given !== undefined) note('   given', given, palette.strong);
  if (chain.length > 0) {
    rows.push(`${indent} ${palette.strong('the way there:')}`);
    for (const step of shapeTable(chain)) rows.push(`${indent}   ${step}`);
  }
  if (hint !== undefined) {
    if (labels.length > 0) rows.push(`${indent} ${palette.frame('│')}`);
    note('hint', hint, palette.hint);
  }
  const [fix] = fixes;
  const diff = fix === undefined ? [] : fixDiff(fix, palette);
  if (fix !== undefined && diff.length > 0) {
    if (hint === undefined && labels.length > 0) rows.push(`${indent} ${palette.frame('│')}`);
    note('fix', fix.title, palette.hint);
    for (const row of diff) rows.push(`${indent}   ${row}`);
  }
  return rows;
}

/** Texts may quote the program: nothing of it may steer the terminal. */
function safe(text: string): string {
  return text
    .split('\n')
    .map((line) => showLine(line).text)
    .join('\n');
}

/** Labels by the file they are in; the main label's file comes first. */
function byFile(
  labels: readonly Label[],
): readonly { readonly file: SourceFile; readonly labels: readonly Label[] }[] {
  const groups = new Map<string, { readonly file: SourceFile; readonly labels: Label[] }>();
  for (const label of labels) {
    const { file } = label.span;
    const group = groups.get(file.path) ?? { file, labels: [] };
    group.labels.push(label);
    groups.set(file.path, group);
  }
  return [...groups.values()];
}
