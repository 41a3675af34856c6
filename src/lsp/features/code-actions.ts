import type { CodeAction, Diagnostic as EditorDiagnostic, Range, TextEdit } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { offsetOf, rangeOf } from '../workspace/positions.ts';
import { uriOf } from '../workspace/uri.ts';
import { placeOf } from './diagnostics.ts';
import { extractBlock } from './extract-block.ts';

/** What mends the messages that touch a range, and what can be done with what is selected. */
export function codeActions(
  analysis: Analysis,
  range: Range,
  shown: readonly EditorDiagnostic[],
): readonly CodeAction[] {
  const fixes = analysis.diagnostics.flatMap((diagnostic) => {
    const place = placeOf(diagnostic, analysis);
    if (!touches(place, range)) return [];
    const ours = shown.filter(
      ({ code, range: { start } }) => code === diagnostic.code && same(start, place.start),
    );
    return diagnostic.fixes.map((fix, index) => action(diagnostic, fix, index === 0, ours, analysis));
  });
  const [start, end] = [offsetOf(analysis.file, range.start), offsetOf(analysis.file, range.end)];
  const extracted = start < end ? extractBlock(analysis, start, end) : undefined;
  return extracted === undefined ? fixes : [...fixes, extracted];
}

function action(
  { severity }: Diagnostic,
  { title, edits }: Fix,
  preferred: boolean,
  diagnostics: readonly EditorDiagnostic[],
  { here }: Analysis,
): CodeAction {
  const changes: Record<string, TextEdit[]> = {};
  for (const { span, newText } of edits) {
    const { file, start, end } = here(span);
    (changes[uriOf(file.path)] ??= []).push({ range: rangeOf(file, start, end), newText });
  }
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [...diagnostics],
    isPreferred: preferred && severity === 'error',
    edit: { changes },
  };
}

function touches(left: Range, right: Range): boolean {
  return !isBefore(left.end, right.start) && !isBefore(right.end, left.start);
}

function isBefore(left: Range['start'], right: Range['start']): boolean {
  return left.line < right.line || (left.line === right.line && left.character < right.character);
}

function same(left: Range['start'], right: Range['start']): boolean {
  return left.line === right.line && left.character === right.character;
}
