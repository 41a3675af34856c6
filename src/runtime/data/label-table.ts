import { posix, resolve } from 'node:path';
import {
  labelRowsEmpty,
  labelRowsTwice,
  photosWithoutRow,
  rowsWithoutPhoto,
  type LabelTableFault,
} from '../../diagnostics/catalogue/label-tables.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Span } from '../../source/span.ts';
import type { LabelTableSource } from '../../typecheck/typed-module.ts';
import { systemCode } from './list-folder.ts';
import { isMissing, textOf, type Cell } from './table/cells.ts';
import { pathInside } from './table/path-inside.ts';
import { readTable } from './table/read-table.ts';
import { TableError, type RowReader } from './table/row-reader.ts';

/** Photos and rows that a message shows. */
const FEW = 3;

interface LabelRow {
  readonly row: number;
  readonly class: string;
  /** What its photo belongs together with, where a column says it. */
  readonly group: string | undefined;
  /** The photos that it names, as they are found. */
  photos: string[];
}

/** Thrown inside: what is wrong is kept. */
class Fault extends Error {
  readonly fault: LabelTableFault;

  constructor(fault: LabelTableFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** The classes of a folder's photos by a table: each row names a photo by its path, its name or its name without an ending. */
export class LabelTable {
  /** As messages name it. */
  private readonly file: string;
  private readonly rows = new Map<string, LabelRow>();
  private readonly twice: string[] = [];
  private readonly empty: string[] = [];
  private readonly without: string[] = [];
  private broken: LabelTableFault | undefined;

  private constructor(file: string) {
    this.file = file;
  }

  /** Reads a table; whatever is wrong with it is its fault, and it then has no rows. */
  static async read(folder: string, source: LabelTableSource, group?: string): Promise<LabelTable> {
    const table = new LabelTable(source.path);
    const path = pathInside(folder, source.path);
    if (path === undefined) table.broken = { kind: 'outside', file: source.path };
    else
      await readTable(
        { path: resolve(folder, path), delimiter: undefined },
        table.reader(source, group),
      ).catch((thrown: unknown) => {
        table.broken = table.faultOf(thrown);
      });
    return table;
  }

  /** What makes the table useless; asked for when all photos have been. */
  get fault(): LabelTableFault | undefined {
    const several = [...this.rows.values()].find(({ photos }) => photos.length > 1);
    if (this.broken !== undefined || several === undefined) return this.broken;
    return { kind: 'several', file: this.file, row: several.row, photos: several.photos };
  }

  /** The class of a photo by its path below the data's folder; undefined where no row names it. */
  classOf(file: string): string | undefined {
    const row = this.rowOf(file);
    if (row === undefined) this.without.push(file);
    else row.photos.push(file);
    return row?.class;
  }

  /** What a photo belongs together with, by its path below the data's folder. */
  groupOf(file: string): string | undefined {
    return this.rowOf(file)?.group;
  }

  private rowOf(file: string): LabelRow | undefined {
    const name = posix.basename(file);
    return [file, withoutEnding(file), name, withoutEnding(name)]
      .map((key) => this.rows.get(key))
      .find((found) => found !== undefined);
  }

  /** What people should know when all photos have been asked for. */
  findings(span: Span): readonly Diagnostic[] {
    const gone = [...this.rows].flatMap(([key, { row, photos }]) =>
      photos.length === 0 ? [`row ${row}: ${key}`] : [],
    );
    const said = ([report, names]: readonly [
      typeof rowsWithoutPhoto,
      readonly string[],
    ]): readonly Diagnostic[] =>
      names.length === 0
        ? []
        : [report(span, { file: this.file, count: names.length, first: names.slice(0, FEW) })];
    return [
      ...said([rowsWithoutPhoto, gone]),
      ...said([photosWithoutRow, this.without]),
      ...said([labelRowsTwice, this.twice]),
      ...said([labelRowsEmpty, this.empty]),
    ];
  }

  private reader(source: LabelTableSource, group: string | undefined): RowReader {
    let places: readonly [number, number] = [0, 0];
    let grouped: number | undefined;
    return {
      columns: (found) => {
        const placeOf = (column: string): number => {
          const place = found.indexOf(column);
          if (place >= 0) return place;
          throw new Fault({
            kind: 'column',
            file: this.file,
            column,
            found,
            suggestion: nearest(column, found),
          });
        };
        places = [placeOf(source.file), placeOf(source.class)];
        grouped = group === undefined ? undefined : placeOf(group);
        return true;
      },
      row: (cells, row) => {
        const together = grouped === undefined ? undefined : textOf(cells[grouped]).trim();
        this.add(cells[places[0]], cells[places[1]], together, row);
      },
      broken: (row) => {
        this.empty.push(`row ${row}`);
      },
    };
  }

  private add(photo: Cell, name: Cell, group: string | undefined, row: number): void {
    if (isMissing(photo) || isMissing(name)) {
      this.empty.push(`row ${row}`);
      return;
    }
    const key = textOf(photo).trim().replace(/^\.\//, '').replaceAll('\\', '/');
    const own = textOf(name).trim();
    const before = this.rows.get(key);
    if (before === undefined) this.rows.set(key, { row, class: own, group, photos: [] });
    else if (before.class === own) this.twice.push(`${key} in the rows ${before.row} and ${row}`);
    else
      throw new Fault({
        ...{ kind: 'classes', file: this.file, photo: key },
        rows: [before.row, row],
        classes: [before.class, own],
      });
  }

  private faultOf(thrown: unknown): LabelTableFault {
    this.rows.clear();
    if (thrown instanceof Fault) return thrown.fault;
    if (thrown instanceof TableError) return { kind: 'unreadable', file: this.file, reason: thrown.message };
    if (!(thrown instanceof Error) || !('syscall' in thrown)) throw thrown;
    const reason = systemCode(thrown);
    return reason === 'ENOENT'
      ? { kind: 'missing', file: this.file }
      : { kind: 'unreadable', file: this.file, reason };
  }
}

const withoutEnding = (file: string): string => file.replace(/\.[^./]*$/, '');
