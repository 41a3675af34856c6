import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { noRows, rowsLeftOut, tooManyRowsLeftOut } from '../../../diagnostics/catalogue/tables.ts';
import type { Span } from '../../../source/span.ts';
import { Problem } from '../../problem.ts';

/** Why a row cannot be used. The words for each are in the catalogue of diagnostics. */
export interface RowFault {
  readonly kind: 'ragged' | 'json' | 'path' | 'missing' | 'number' | 'vector' | 'class' | 'group';
  /** The column that is at fault; empty where the row is. */
  readonly column: string;
  /** What stands there. */
  readonly given: string;
  readonly suggestion?: string | undefined;
}

/** Rows with one fault in one column. */
interface Tally {
  readonly fault: RowFault;
  count: number;
  readonly first: { readonly row: number; readonly given: string }[];
}

/** Rows that a message shows. */
const FEW = 3;
/** Left-out rows stop a run when they are more than this part of the table, and at least so many. */
const MOST_SHARE = 0.05;
const AT_LEAST = 10;

/** Keeps count of the rows that are left out. */
export class RowProblems {
  /** Rows left out. */
  count = 0;
  private readonly tallies = new Map<string, Tally>();

  add(row: number, fault: RowFault): void {
    this.count++;
    const key = `${fault.kind}/${fault.column}`;
    const tally = this.tallies.get(key) ?? { fault, count: 0, first: [] };
    this.tallies.set(key, tally);
    tally.count++;
    if (tally.first.length < FEW) tally.first.push({ row, given: fault.given });
  }

  /**
   * What to say of them, a warning for each fault and column.
   * @param rows all rows of the table
   * @throws Problem where they are too many, or all
   */
  findings(file: string, span: Span, rows: number): readonly Diagnostic[] {
    const [worst] = this.sorted();
    if (rows === 0) throw new Problem(noRows(span, { file }));
    if (
      worst !== undefined &&
      (this.count === rows || (this.count >= AT_LEAST && this.count > rows * MOST_SHARE))
    )
      throw new Problem(tooManyRowsLeftOut(span, { file, rows, left: this.count, worst }));
    return this.warnings(file, span);
  }

  /** A warning for each fault and column, however many rows have it. */
  warnings(file: string, span: Span | undefined): readonly Diagnostic[] {
    return this.sorted().map((each) => rowsLeftOut(span, { file, ...each }));
  }

  /** The most frequent first. */
  private sorted() {
    const tallies = [...this.tallies.values()].sort((a, b) => b.count - a.count);
    return tallies.map(({ fault, count, first }) => ({ ...fault, count, first }));
  }
}
