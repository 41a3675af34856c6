import type { TextEdit } from 'vscode-languageserver';
import { formatSource } from '../../format/format-source.ts';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { rangeOf } from '../workspace/positions.ts';

/** The edit that lays a document out; none where that changes nothing, or where it cannot be read. */
export function formatting(file: SourceFile): TextEdit[] {
  const { value, diagnostics } = formatSource(file);
  if (hasErrors(diagnostics) || value === file.text) return [];
  // Only what differs is replaced, so that marks and folds of the rest stay.
  let start = 0;
  while (start < file.text.length && file.text[start] === value[start]) start++;
  let [before, after] = [file.text.length, value.length];
  while (before > start && after > start && file.text[before - 1] === value[after - 1]) {
    before--;
    after--;
  }
  return [{ range: rangeOf(file, start, before), newText: value.slice(start, after) }];
}
