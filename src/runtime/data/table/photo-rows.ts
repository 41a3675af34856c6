import { dirname, resolve } from 'node:path';
import { noSuchColumn } from '../../../diagnostics/catalogue/data.ts';
import { pathLeavesFolder, tableBroken } from '../../../diagnostics/catalogue/tables.ts';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { nearest } from '../../../diagnostics/nearest.ts';
import { SPLIT_PART } from '../../../typecheck/data/arrays.ts';
import type { ImageColumn, Label } from '../../../typecheck/typed-module.ts';
import { Problem } from '../../problem.ts';
import { systemCode } from '../list-folder.ts';
import type { Samples } from '../samples.ts';
import { isMissing, textOf, type Cell } from './cells.ts';
import { LabelColumn } from './label-column.ts';
import { pathInside } from './path-inside.ts';
import { readTable } from './read-table.ts';
import { RowProblems, type RowFault } from './row-problems.ts';
import { TableError, type RowReader, type TableFile } from './row-reader.ts';
import { TableSamples } from './table-samples.ts';
import { TextColumn } from './text-column.ts';

/** What the rows of a table name and hold to be looked at, without labels and in the order of the rows. */
export interface PhotoRows {
  readonly samples: Samples;
  /** Numbers of these rows, as spreadsheets count. */
  readonly rows: readonly number[];
  /** Of the first photo of each row, as the table has it; of the row where it names none. */
  readonly longestName: number;
  /** Rows that cannot be used, as warnings. */
  readonly problems: readonly Diagnostic[];
  /** How many these are. */
  readonly leftOut: number;
}

/** Endings of files that are read as tables. */
const ENDING = /\.(csv|tsv|jsonl|ndjson|parquet|pq)$/i;

export function isTableName(path: string): boolean {
  return ENDING.test(path);
}

/**
 * Reads the columns of a table that are looked at, and nothing else of it.
 * @param images the image columns that are wanted, by whose paths rows name photos
 * @param numbers the columns of numbers that are wanted
 * @throws Problem NET5014 for a column that is not there, NET5203 for a photo outside of the table's folder, NET5204 for
 * what is no table
 */
export async function photoRows(
  { path, delimiter }: TableFile,
  images: readonly ImageColumn[],
  numbers: readonly Label[],
): Promise<PhotoRows> {
  const reader = new Reader(path, images, numbers);
  // Of other formats than CSV the ending says enough.
  await readTable({ path, delimiter: /\.csv$/i.test(path) ? delimiter : undefined }, reader).catch(
    (thrown: unknown) => {
      if (thrown instanceof Problem) throw thrown;
      if (!(thrown instanceof TableError) && !(thrown instanceof Error && 'syscall' in thrown)) throw thrown;
      const reason = thrown instanceof TableError ? thrown.message : systemCode(thrown);
      throw new Problem(tableBroken(undefined, { file: path, reason }));
    },
  );
  const order = Uint32Array.from(reader.rows, (_, place) => place);
  return {
    samples: new TableSamples(
      { folder: dirname(resolve(path)), images: reader.images, labels: reader.labels, numbers: reader.rows },
      order,
    ),
    rows: reader.rows,
    longestName: reader.longestName,
    problems: reader.problems.warnings(path, undefined),
    leftOut: reader.problems.count,
  };
}

class Reader implements RowReader {
  readonly images: readonly TextColumn[];
  readonly labels: readonly LabelColumn[];
  readonly rows: number[] = [];
  readonly problems = new RowProblems();
  longestName = 0;
  private readonly path: string;
  private readonly wanted: readonly ImageColumn[];
  private width = 0;
  /** Of each photo's path its parts: as they stand, or the column that holds them. */
  private parts: readonly (readonly (string | number)[])[] = [];
  private labelCells: readonly (readonly number[])[] = [];

  constructor(path: string, wanted: readonly ImageColumn[], numbers: readonly Label[]) {
    this.path = path;
    this.wanted = wanted;
    this.images = wanted.map(() => new TextColumn());
    this.labels = numbers.map((label) => new LabelColumn(label));
  }

  columns(names: readonly string[]): boolean {
    this.width = names.length;
    this.parts = this.wanted.map(({ path }) =>
      path.map((part) => (typeof part === 'string' ? part : this.placeOf(part.column, names))),
    );
    // Of arrays that are one for each split no table speaks: it calls the column by its own name.
    this.labelCells = this.labels.map(({ label: { name, columns } }) =>
      columns.map((column) => this.placeOf(column.includes(SPLIT_PART) ? name : column, names)),
    );
    return true;
  }

  row(cells: readonly Cell[], row: number): void {
    const paths = this.pathsOf(cells, row);
    const fault = 'kind' in paths ? paths : this.takeNumbers(cells);
    if ('kind' in paths || fault !== undefined) {
      if (fault !== undefined) this.problems.add(row, fault);
      return;
    }
    for (const [place, path] of paths.entries()) this.images[place]?.add(path);
    this.longestName = Math.max(this.longestName, paths[0]?.length ?? `row ${row}`.length);
    this.rows.push(row);
  }

  /** Keeps the numbers of the row that comes next; or says what is wrong with them, and another may take their place. */
  private takeNumbers(cells: readonly Cell[]): RowFault | undefined {
    for (const [place, column] of this.labels.entries()) {
      const parsed = column.parse((this.labelCells[place] ?? []).map((cell) => cells[cell]));
      if ('kind' in parsed) return parsed;
      column.set(this.rows.length, parsed);
    }
    return undefined;
  }

  broken(row: number, given: string): void {
    this.problems.add(row, { kind: 'json', column: '', given });
  }

  private pathsOf(cells: readonly Cell[], row: number): readonly string[] | RowFault {
    if (cells.length !== this.width) {
      const given = `${cells.length} cells where ${this.width} are named`;
      return { kind: 'ragged', column: '', given };
    }
    const paths: string[] = [];
    for (const [place, parts] of this.parts.entries()) {
      const column = this.wanted[place]?.name ?? '';
      if (parts.some((part) => typeof part === 'number' && isMissing(cells[part])))
        return { kind: 'path', column, given: '' };
      const path = parts.map((part) => (typeof part === 'number' ? textOf(cells[part]) : part)).join('');
      const folder = dirname(resolve(this.path));
      const inside = pathInside(folder, path);
      if (inside === undefined)
        throw new Problem(pathLeavesFolder(undefined, { file: this.path, row, column, path, folder }));
      paths.push(inside);
    }
    return paths;
  }

  private placeOf(column: string, names: readonly string[]): number {
    const place = names.indexOf(column);
    if (place >= 0) return place;
    const suggestion = nearest(column, names);
    const parameters = { file: this.path, column, found: names, suggestion, wantedBy: undefined };
    throw new Problem(noSuchColumn(undefined, parameters));
  }
}
