import type { Span } from '../source/span.ts';
import type { Diagnostic, Fix, Severity } from './diagnostic.ts';
import { messageText } from './message-text.ts';
import { rangeOf } from './ranges.ts';

/** SARIF 2.1.0, section 3.27.10: what each severity is called there. */
const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  advice: 'note',
};

/** Diagnostics as a SARIF 2.1.0 log with one run, for code scanning. */
export function renderSarif(diagnostics: readonly Diagnostic[]): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'netc', rules: codes.map((id) => ({ id })) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => result(diagnostic, codes.indexOf(diagnostic.code))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function result(diagnostic: Diagnostic, ruleIndex: number) {
  const { code, severity, labels, fixes } = diagnostic;
  const [main, ...others] = labels;
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: messageText(diagnostic) },
    locations: main === undefined ? [] : [{ physicalLocation: physical(main.span) }],
    ...(others.length > 0 && {
      relatedLocations: others.map(({ span, text }, id) => ({
        id,
        physicalLocation: physical(span),
        message: { text },
      })),
    }),
    ...(fixes.length > 0 && { fixes: fixes.map(fix) }),
  };
}

function physical(span: Span) {
  return { artifactLocation: artifact(span), region: region(span) };
}

/** A path as a relative reference (RFC 3986). */
function artifact({ file }: Span) {
  const parts = file.path.replaceAll('\\', '/').split('/');
  return {
    uri: parts.map((part) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\uFFFD'))).join('/'),
  };
}

function region(span: Span) {
  const { start, end } = rangeOf(span);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function fix({ title, edits }: Fix) {
  const byFile = new Map<string, Fix['edits'][number][]>();
  for (const edit of edits) {
    const { path } = edit.span.file;
    byFile.set(path, [...(byFile.get(path) ?? []), edit]);
  }
  return {
    description: { text: title },
    artifactChanges: [...byFile.values()].flatMap((own) => {
      const [first] = own;
      if (first === undefined) return [];
      const replacements = own.map(({ span, newText }) => ({
        deletedRegion: region(span),
        insertedContent: { text: newText },
      }));
      return [{ artifactLocation: artifact(first.span), replacements }];
    }),
  };
}
