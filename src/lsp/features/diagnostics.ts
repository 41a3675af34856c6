import type {
  DiagnosticRelatedInformation,
  Diagnostic as EditorDiagnostic,
  Range,
} from 'vscode-languageserver';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import { emptyFile } from '../../diagnostics/catalogue/syntax.ts';
import { allowsNothing } from '../../diagnostics/catalogue/advice.ts';
import { unusedBinding } from '../../diagnostics/catalogue/names.ts';
import type { Diagnostic, Label, Severity } from '../../diagnostics/diagnostic.ts';
import { messageText } from '../../diagnostics/message-text.ts';
import { shapeTable } from '../../diagnostics/shape-table.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { rangeOf } from '../workspace/positions.ts';
import { pageOf, uriOf } from '../workspace/uri.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  advice: DiagnosticSeverity.Information,
};

/** What says that something is not needed: editors show it pale. */
const unnecessary: ReadonlySet<string> = new Set(
  [unusedBinding, allowsNothing].map(({ definition }) => definition.code),
);

/** What the editor can show. */
export interface DiagnosticAbilities {
  readonly related: boolean;
  readonly description: boolean;
  readonly tags: boolean;
}

/** What is wrong with a document, as the editor shows it. */
export function diagnosticsFor(
  analysis: Analysis,
  abilities: DiagnosticAbilities,
): readonly EditorDiagnostic[] {
  return analysis.diagnostics.map((diagnostic) => editorDiagnostic(diagnostic, analysis, abilities));
}

/** The place in the document that a diagnostic is shown at: its own, or the way from there to another file. */
export function placeOf({ labels }: Diagnostic, { document, file, module, here }: Analysis): Range {
  const own = labels.find(({ span }) => span.file.path === document.path);
  if (own !== undefined) {
    const { start, end } = here(own.span);
    return rangeOf(file, start, end);
  }
  const imported = module.declarations.find(({ kind }) => kind === 'import');
  if (labels.length === 0 || imported === undefined) return rangeOf(file, 0, 0);
  const { start, end } = here(imported.span);
  return rangeOf(file, start, end);
}

function editorDiagnostic(
  diagnostic: Diagnostic,
  analysis: Analysis,
  { related, description, tags }: DiagnosticAbilities,
): EditorDiagnostic {
  const { code, severity, labels, chain } = diagnostic;
  const [main, ...others] = labels;
  const elsewhere = main !== undefined && main.span.file.path !== analysis.document.path;
  const beside = elsewhere ? labels : others;
  const table = chain.length === 0 ? '' : `\n\n${shapeTable(chain).join('\n')}`;
  return {
    range: placeOf(diagnostic, analysis),
    severity:
      analysis.foreign || code === emptyFile.definition.code
        ? DiagnosticSeverity.Information
        : severities[severity],
    code,
    source: 'netc',
    message: messageText(diagnostic) + table,
    ...(description && { codeDescription: { href: pageOf(code) } }),
    ...(tags && unnecessary.has(code) && { tags: [DiagnosticTag.Unnecessary] }),
    ...(related &&
      beside.length > 0 && { relatedInformation: beside.map((label) => relation(label, analysis)) }),
  };
}

function relation({ span, text }: Label, { here }: Analysis): DiagnosticRelatedInformation {
  const { file, start, end } = here(span);
  return { location: { uri: uriOf(file.path), range: rangeOf(file, start, end) }, message: text || 'here' };
}
