import { dirname, resolve } from 'node:path';
import {
  noSuchColumn,
  tableMissing,
  tooFewPhotos,
  type ColumnUse,
} from '../../../diagnostics/catalogue/data.ts';
import { splitDoesNotFit, type SplitFault } from '../../../diagnostics/catalogue/splits.ts';
import { pathLeavesFolder, tableBroken } from '../../../diagnostics/catalogue/tables.ts';
import { nearest } from '../../../diagnostics/nearest.ts';
import { groupedBy } from '../../../typecheck/data/grouped-by.ts';
import type { DrawnSplit, Label, PathPart, TypedDataset } from '../../../typecheck/typed-module.ts';
import { Problem } from '../../problem.ts';
import { countGroups } from '../count-groups.ts';
import type { Dataset, LoadOptions } from '../dataset.ts';
import { drawWords } from '../draws.ts';
import { systemCode } from '../list-folder.ts';
import type { SplitName } from '../photo.ts';
import { readQuarantine } from '../quarantine.ts';
import { seededHash } from '../row-hash.ts';
import { divideRowsByLock, rowLock, rowsDigest, type RowLock, type SplitLock } from '../split-lock.ts';
import { isMissing, textOf, type Cell } from './cells.ts';
import { divideRows, type RowsToDivide } from './divide-rows.ts';
import { LabelColumn } from './label-column.ts';
import { pathInside } from './path-inside.ts';
import { readTable } from './read-table.ts';
import { TableError, type RowReader } from './row-reader.ts';
import { RowProblems, type RowFault } from './row-problems.ts';
import { TableSamples, type TableColumns } from './table-samples.ts';
import { TextColumn } from './text-column.ts';

const FIRST_ROWS = 1 << 12;

type TableSource = Extract<TypedDataset['source'], { readonly kind: 'table' }>;

/**
 * Reads a table and divides its rows.
 * @throws Problem NET5014, NET5015, NET5107 or NET52xx where it cannot be used, NET5303 where its lock is of other rows
 */
export async function loadTable(
  dataset: TypedDataset,
  source: TableSource,
  { base, seed, lock }: LoadOptions,
): Promise<Dataset> {
  const path = resolve(base, source.path);
  const quarantined = lock === undefined ? await readQuarantine(dirname(path)) : new Set<string>();
  const rows = new TableRows(dataset, source, path, quarantined);
  await readTable({ path, delimiter: source.delimiter }, rows).catch((thrown: unknown) => {
    throw problemOf(thrown, source);
  });
  const table: TableColumns = {
    folder: dirname(path),
    images: rows.images,
    labels: rows.labels,
    numbers: rows.numbers,
  };
  const findings = rows.problems.findings(source.path, source.span, rows.seen);
  if (lock === undefined) requireRows(dataset, source, rows.seen);
  const divided =
    lock === undefined
      ? divideRows(rows.toDivide(seed), drawnSplit(dataset))
      : divideRowsByLock(rows.numbers, fitting(dataset, lock));
  const splits = {
    train: new TableSamples(table, divided.train),
    validation: new TableSamples(table, divided.validation),
    test: new TableSamples(table, divided.test),
  };
  if (lock?.kind === 'rows' && rowsDigest(splits) !== lock.digest)
    throw misfit(dataset, { kind: 'rows', file: source.path });
  const numbersOf = (split: SplitName): Uint32Array =>
    divided[split].map((place) => rows.numbers[place] ?? 0);
  return {
    name: dataset.name,
    folder: table.folder,
    images: dataset.images,
    labels: dataset.labels,
    splits,
    quarantined,
    findings,
    gone: [],
    ...rows.countGroups(divided),
    lock: () =>
      rowLock(splits, {
        train: numbersOf('train'),
        validation: numbersOf('validation'),
        test: numbersOf('test'),
      }),
  };
}

const misfit = ({ name, span }: TypedDataset, why: SplitFault): Problem =>
  new Problem(splitDoesNotFit(span, { dataset: name, why }));

function fitting(dataset: TypedDataset, lock: SplitLock): RowLock {
  if (lock.kind !== 'rows') throw misfit(dataset, { kind: 'folder' });
  return lock;
}

/** A split by counts wants no more rows than the table has, those that cannot be used counted. */
function requireRows({ split }: TypedDataset, { path, span }: TableSource, found: number): void {
  if (split.kind !== 'counts') return;
  const wanted = split.train + split.validation + split.test;
  if (wanted > found) throw new Problem(tooFewPhotos(span, { folder: path, wanted, found, noun: 'row' }));
}

function drawnSplit({ name, split }: TypedDataset): DrawnSplit {
  if (split.kind === 'folders' || split.kind === 'files')
    throw new Error(`the table ${name} is divided by ${split.kind}`);
  return split;
}

/** Whatever went wrong with a table's file, in words. */
function problemOf(thrown: unknown, { path, span }: TableSource): unknown {
  if (thrown instanceof TableError)
    return new Problem(tableBroken(span, { file: path, reason: thrown.message }));
  if (!(thrown instanceof Error) || !('syscall' in thrown)) return thrown;
  const code = systemCode(thrown);
  if (code === 'ENOENT') return new Problem(tableMissing(span, { file: path }));
  return new Problem(tableBroken(span, { file: path, reason: code }));
}

/** Takes the rows of a table in, each into the columns that are wanted. */
class TableRows implements RowReader {
  readonly images: readonly TextColumn[];
  readonly labels: readonly LabelColumn[];
  readonly problems = new RowProblems();
  /** Rows, used or not. */
  seen = 0;
  private readonly dataset: TypedDataset;
  private readonly source: TableSource;
  private readonly folder: string;
  /** What the file calls its columns. */
  private width = 0;
  private paths: readonly (readonly (string | number)[])[] = [];
  private labelCells: readonly (readonly number[])[] = [];
  private group: number | undefined;
  private readonly groupOf: number[] = [];
  private readonly groups = new Map<string, number>();
  private count = 0;
  private rowNumbers = new Uint32Array(FIRST_ROWS);

  private readonly quarantined: ReadonlySet<string>;

  constructor(dataset: TypedDataset, source: TableSource, path: string, quarantined: ReadonlySet<string>) {
    this.quarantined = quarantined;
    this.dataset = dataset;
    this.source = source;
    this.folder = dirname(path);
    this.images = dataset.images.map(() => new TextColumn());
    this.labels = dataset.labels.map((label) => new LabelColumn(label));
  }

  columns(names: readonly string[]): boolean {
    const { images, labels, split } = this.dataset;
    const placeOf = (column: string, setting: string, use: ColumnUse): number => {
      const place = names.indexOf(column);
      if (place >= 0) return place;
      const suggestion = nearest(column, names);
      const parameters = {
        file: this.source.path,
        column,
        found: names,
        suggestion,
        wantedBy: { setting, use },
      };
      throw new Problem(noSuchColumn(this.source.span, parameters));
    };
    this.width = names.length;
    this.paths = images.map(({ name, path }) =>
      path.map((part: PathPart) => (typeof part === 'string' ? part : placeOf(part.column, name, 'image'))),
    );
    this.labelCells = labels.map(({ name, kind, columns }: Label) =>
      columns.map((column) => placeOf(column, name, kind)),
    );
    const by = groupedBy(split);
    this.group = by === undefined ? undefined : placeOf(by, 'split', 'split');
    return true;
  }

  broken(row: number, given: string): void {
    this.seen++;
    this.problems.add(row, { kind: 'json', column: '', given });
  }

  row(cells: readonly Cell[], row: number): void {
    this.seen++;
    const fault = this.take(cells, row);
    if (fault !== undefined) this.problems.add(row, fault);
  }

  /** Where the rows that can be used stand in the table. */
  get numbers(): Uint32Array {
    return this.rowNumbers.subarray(0, this.count);
  }

  /** The groups of each split, where rows are kept together. */
  countGroups(divided: Readonly<Record<SplitName, Uint32Array>>): Pick<Dataset, 'groups'> {
    const by = groupedBy(this.dataset.split);
    if (by === undefined) return {};
    return {
      groups: () => countGroups(by, (name) => Array.from(divided[name], (place) => this.groupOf[place])),
    };
  }

  /** What `divideRows` wants to know. */
  toDivide(seed: number): RowsToDivide {
    const [own = 0] = drawWords('split', seed, 0, 1);
    const draws = Float64Array.from({ length: this.count }, (_, row) => seededHash(this.nameOf(row), own));
    const classed = this.labels.find(({ label }) => label.classes !== undefined);
    const unknown = classed?.label.classes?.length ?? 0;
    const classes = Uint32Array.from({ length: this.count }, (_, row) => {
      const [number = Number.NaN] = classed?.at(row) ?? [];
      return Number.isNaN(number) ? unknown : number;
    });
    const encoder = new TextEncoder();
    const groups =
      this.group === undefined
        ? undefined
        : {
            of: Uint32Array.from(this.groupOf),
            draws: Float64Array.from(this.groups.keys(), (name) => seededHash(encoder.encode(name), own)),
          };
    return { count: this.count, classes, draws, groups };
  }

  /** Keeps a row; or says what is wrong with it, and keeps nothing of it. */
  private take(cells: readonly Cell[], row: number): RowFault | undefined {
    if (cells.length !== this.width)
      return { kind: 'ragged', column: '', given: `${cells.length} cells where ${this.width} are named` };
    const paths: string[] = [];
    for (const [place, parts] of this.paths.entries()) {
      const column = this.dataset.images[place]?.name ?? '';
      if (parts.some((part) => typeof part === 'number' && isMissing(cells[part])))
        return { kind: 'path', column, given: '' };
      const path = parts.map((part) => (typeof part === 'number' ? textOf(cells[part]) : part)).join('');
      paths.push(this.inside(path, row, column));
    }
    if (paths.some((path) => this.quarantined.has(path))) return undefined;
    const numbers: (readonly number[])[] = [];
    for (const [place, label] of this.labels.entries()) {
      const parsed = label.parse((this.labelCells[place] ?? []).map((cell) => cells[cell]));
      if ('kind' in parsed) return parsed;
      numbers.push(parsed);
    }
    const group = this.group === undefined ? undefined : cells[this.group];
    if (this.group !== undefined && isMissing(group))
      return { kind: 'group', column: groupedBy(this.dataset.split) ?? '', given: '' };
    for (const [place, path] of paths.entries()) this.images[place]?.add(path);
    for (const [place, each] of numbers.entries()) this.labels[place]?.set(this.count, each);
    if (this.group !== undefined) this.keepGroup(textOf(group));
    this.keepNumber(row);
    this.count++;
    return undefined;
  }

  /** What tells a row from others wherever it stands: the photo that it names, or what it says where it names none. */
  private nameOf(row: number): Uint8Array {
    const [image] = this.images;
    if (image !== undefined) return image.bytesAt(row);
    return Buffer.concat(this.labels.map((label) => label.bytesAt(row)));
  }

  private keepNumber(row: number): void {
    if (this.count === this.rowNumbers.length) {
      const longer = new Uint32Array(this.count * 2);
      longer.set(this.rowNumbers);
      this.rowNumbers = longer;
    }
    this.rowNumbers[this.count] = row;
  }

  private keepGroup(name: string): void {
    const known = this.groups.get(name) ?? this.groups.size;
    this.groups.set(name, known);
    this.groupOf.push(known);
  }

  /** A path below the table's folder, `/` between its parts. @throws Problem for one that leaves it */
  private inside(path: string, row: number, column: string): string {
    const inside = pathInside(this.folder, path);
    if (inside !== undefined) return inside;
    const parameters = { file: this.source.path, row, column, path, folder: this.folder };
    throw new Problem(pathLeavesFolder(this.source.span, parameters));
  }
}
