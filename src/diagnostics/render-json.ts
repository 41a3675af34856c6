import type { Diagnostic, Label } from './diagnostic.ts';
import { rangeOf } from './ranges.ts';

/**
 * Diagnostics for machines: `{"diagnostics":[{code, severity, message, file, range, fixes, …}]}`. Lines and columns
 * count from 1. `file` and `range` are null where no file is at fault.
 * @param more what else a command has to say, in front of them
 */
export function renderJson(
  diagnostics: readonly Diagnostic[],
  more: Readonly<Record<string, unknown>> = {},
): string {
  return `${JSON.stringify({ ...more, diagnostics: diagnostics.map(plain) }, undefined, 2)}\n`;
}

function plain({ code, severity, title, labels, chain, expected, given, hint, fixes }: Diagnostic) {
  const main = labels[0]?.span;
  return {
    code,
    severity,
    message: title,
    file: main?.file.path ?? null,
    range: main === undefined ? null : rangeOf(main),
    labels: labels.map(label),
    ...(expected !== undefined && { expected }),
    ...(given !== undefined && { given }),
    ...(hint !== undefined && { hint }),
    chain,
    fixes: fixes.map(({ title: text, edits }) => ({
      title: text,
      edits: edits.map(({ span, newText }) => ({ file: span.file.path, range: rangeOf(span), newText })),
    })),
  };
}

function label({ span, text }: Label) {
  return { file: span.file.path, range: rangeOf(span), text };
}
