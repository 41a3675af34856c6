import type { Outcome } from '../diagnostics/diagnostic.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { parse } from '../parser/parse.ts';
import type { SourceFile } from '../source/source-file.ts';
import { standardLayout, type Layout } from './documents.ts';
import { printModule } from './print/module.ts';

/**
 * Lays out a program: the same tree, the same comments in the same order, another arrangement of blanks and lines.
 * A program with syntax errors comes back as it is, with their diagnostics. Line ends are those of the file.
 */
export function formatSource(file: SourceFile, layout: Layout = standardLayout): Outcome<string> {
  const { value, diagnostics } = parse(file);
  if (hasErrors(diagnostics)) return { value: file.text, diagnostics };
  const text = printModule(file, value, layout);
  return { value: file.text.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text, diagnostics };
}
