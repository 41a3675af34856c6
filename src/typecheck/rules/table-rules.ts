import { noSuchColumn, tableMissing } from '../../diagnostics/catalogue/data.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Setting } from '../../parser/ast.ts';
import type { DataFacts } from '../check-options.ts';
import type { TypedDataset } from '../typed-module.ts';

/** A table's declaration beside what was seen of its file. */
export interface TableCase {
  readonly typed: TypedDataset;
  readonly settings: ReadonlyMap<string, Setting>;
  readonly facts: DataFacts;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** The file of a table is there, with every column that the program names. */
export function tableRules({ typed, settings, facts, report }: TableCase): void {
  const { source, images, labels, split } = typed;
  if (source.kind !== 'table') return;
  if (!facts.exists) {
    report(tableMissing(source.span, { file: source.path }));
    return;
  }
  const found = facts.columns;
  if (found === undefined) return;
  const wanted = [
    ...images.map(({ name, path }) => ({
      setting: name,
      columns: path.flatMap((part) => (typeof part === 'string' ? [] : [part.column])),
    })),
    ...labels.map(({ name, columns }) => ({ setting: name, columns })),
    { setting: 'split', columns: 'by' in split && split.by !== undefined ? [split.by] : [] },
  ];
  for (const { setting, columns } of wanted) {
    for (const column of columns.filter((name) => !found.includes(name))) {
      const span = settings.get(setting)?.span ?? source.span;
      const suggestion = nearest(column, found);
      report(noSuchColumn(span, { file: source.path, column, found, suggestion }));
    }
  }
}
