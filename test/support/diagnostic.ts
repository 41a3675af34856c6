import type { Diagnostic, Label } from '../../src/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../src/source/source-file.ts';
import { span } from '../../src/source/span.ts';

/** A diagnostic with what a test cares about; the rest is plain. */
export function diagnostic(parts: Partial<Diagnostic>): Diagnostic {
  return {
    code: 'NET3001',
    severity: 'error',
    title: 'Something does not fit',
    labels: [],
    chain: [],
    fixes: [],
    ...parts,
  };
}

/** A label on the `nth` place (from 0) where a text stands in a file. */
export function labelOn(file: SourceFile, text: string, words: string, nth = 0): Label {
  let start = file.text.indexOf(text);
  for (let seen = 0; seen < nth; seen++) start = file.text.indexOf(text, start + 1);
  if (start < 0) throw new Error(`${file.path} has no ${text}`);
  return { span: span(file, start, start + text.length), text: words };
}
