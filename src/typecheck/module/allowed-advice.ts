import * as advice from '../../diagnostics/catalogue/advice.ts';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Module } from '../../parser/ast.ts';
import { positionAt } from '../../source/source-file.ts';
import type { Span } from '../../source/span.ts';
import type { CheckOptions } from '../check-options.ts';

const { allowedWithoutReason, allowsNothing, cannotAllow, ...kinds } = advice;

/** Codes of advice that a comment may silence. */
const codes: readonly string[] = Object.values(kinds).map(({ definition }) => definition.code);

/** Advice that is given only where somebody has looked at the photos. */
const ofPhotos: ReadonlySet<string> = new Set(
  [kinds.fewPhotosForWeights, kinds.fewPhotosAsTheyAre, kinds.fewStepsInEpoch, kinds.unbalancedClasses].map(
    ({ definition }) => definition.code,
  ),
);

/** `// allow NET6001: small on purpose`: no advice of this code here. */
interface Allowance {
  readonly code: string;
  readonly span: Span;
  readonly reason: string;
  /** The line of the comment and, where it stands alone, the first below it that is not such a comment. */
  readonly lines: readonly number[];
  /** Whether the comment speaks of this code only. */
  readonly single: boolean;
}

/**
 * Leaves out advice that a comment allows, on its line or on the line above, and reports comments that give no reason,
 * that silence nothing, or that would silence something else than advice.
 */
export function withoutAllowed(
  diagnostics: readonly Diagnostic[],
  module: Module,
  { syntax = [], facts = new Map() }: CheckOptions,
): readonly Diagnostic[] {
  const allowances = readAllowances(module);
  if (allowances.length === 0) return diagnostics;
  const { file } = module.span;
  const used = new Set<Allowance>();
  const kept = diagnostics.filter(({ code, severity, labels: [main] }) => {
    if (severity !== 'advice' || main?.span.file.path !== file.path) return true;
    const { line } = positionAt(file, main.span.start);
    const fitting = allowances.filter(
      (allowance) => allowance.code === code && allowance.lines.includes(line),
    );
    for (const allowance of fitting) used.add(allowance);
    return fitting.length === 0;
  });
  // Where something is wrong not all advice is given, and no comment can be said to be useless.
  const judged = !hasErrors([...syntax, ...diagnostics]);
  const complaints = allowances.flatMap((allowance) => {
    const { code, span, reason } = allowance;
    if (!codes.includes(code)) {
      const suggestion = code.startsWith('NET6') ? nearest(code, codes) : undefined;
      return [cannotAllow(span, { code, suggestion })];
    }
    if (!used.has(allowance)) {
      const unknown = ofPhotos.has(code) && facts.size === 0;
      return judged && !unknown ? [allowsNothing(span, { code }, { fixes: removal(allowance) })] : [];
    }
    return reason === '' ? [allowedWithoutReason(span, { code })] : [];
  });
  return [...kept, ...complaints];
}

function readAllowances({ comments, span: { file } }: Module): readonly Allowance[] {
  const lineOf = (offset: number): number => positionAt(file, offset).line;
  const alone = (span: Span): boolean =>
    file.text.slice(file.lineStarts[lineOf(span.start) - 1], span.start).trim() === '';
  /** Lines that hold nothing but a comment. */
  const commentLines = new Set(
    comments.filter(({ span }) => alone(span)).map(({ span }) => lineOf(span.start)),
  );
  return comments.flatMap(({ span, text, doc }) => {
    const [, list = '', reason = ''] =
      /^allow\s+(NET\w+(?:\s*,\s*NET\w+)*)\s*(?::\s*(.*))?$/s.exec(text) ?? [];
    if (doc || list === '') return [];
    const own = lineOf(span.start);
    let below = own;
    while (commentLines.has(below)) below++;
    return list.split(/\s*,\s*/).map((code) => ({
      code,
      span,
      reason: reason.trim(),
      lines: [own, below],
      single: !list.includes(','),
    }));
  });
}

/** Takes out a comment with the blanks before it, and its line where that holds nothing else. */
function removal({ span: { file, start, end }, single }: Allowance): readonly Fix[] {
  if (!single) return [];
  const before = file.text.slice(0, start).trimEnd().length;
  const line = positionAt(file, start).line;
  const lineStart = file.lineStarts[line - 1] ?? 0;
  const span =
    before < lineStart ? { start: lineStart, end: file.lineStarts[line] ?? end } : { start: before, end };
  return [{ title: 'Remove it', edits: [{ span: { file, ...span }, newText: '' }] }];
}
