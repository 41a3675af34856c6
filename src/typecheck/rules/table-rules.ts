import {
  columnTwice,
  noSuchColumn,
  otherDelimiter,
  tableMissing,
  type ColumnUse,
} from '../../diagnostics/catalogue/data.ts';
import { noRows, tableBroken } from '../../diagnostics/catalogue/tables.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Setting } from '../../parser/ast.ts';
import type { DataFacts } from '../check-options.ts';
import { groupedBy } from '../data/grouped-by.ts';
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
  if (facts.broken !== undefined) {
    report(tableBroken(source.span, { file: source.path, reason: facts.broken }));
    return;
  }
  const found = facts.columns;
  if (found === undefined) return;
  const [only = '', second] = found;
  if (only === '' && second === undefined) {
    report(noRows(source.span, { file: source.path }));
    return;
  }
  const delimiter = delimiters.find((each) => only.includes(each));
  if (second === undefined && delimiter !== undefined && delimiter !== source.delimiter) {
    report(otherDelimiter(source.span, { file: source.path, line: only, delimiter }));
    return;
  }
  const by = groupedBy(split);
  const wanted: readonly WantedColumns[] = [
    ...images.map(({ name, path }) => ({
      ...{ setting: name, use: 'image' as const },
      columns: path.flatMap((part) => (typeof part === 'string' ? [] : [part.column])),
    })),
    ...labels.map(({ name, kind, columns }) => ({ setting: name, use: kind, columns })),
    { setting: 'split', use: 'split', columns: by === undefined ? [] : [by] },
  ];
  for (const { setting, use, columns } of wanted) {
    const span = settings.get(setting)?.span ?? source.span;
    for (const column of columns) {
      const times = found.filter((name) => name === column).length;
      if (times > 1) report(columnTwice(span, { file: source.path, column, times }));
      if (times > 0) continue;
      const suggestion = nearest(column, found);
      report(
        noSuchColumn(span, { file: source.path, column, found, suggestion, wantedBy: { setting, use } }),
      );
    }
  }
}

/** What may stand between cells, beside a comma and a tab in a `.tsv`. */
const delimiters = [';', '\t', '|'];

interface WantedColumns {
  readonly setting: string;
  readonly use: ColumnUse;
  readonly columns: readonly string[];
}
