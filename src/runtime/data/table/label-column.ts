import { nearest } from '../../../diagnostics/nearest.ts';
import type { Label } from '../../../typecheck/typed-module.ts';
import { isMissing, listOf, numberOf, textOf, type Cell } from './cells.ts';
import type { RowFault } from './row-problems.ts';

const FIRST_ROWS = 1 << 12;

/** The numbers of a label, row after row; NaN where it is missing. */
export class LabelColumn {
  readonly label: Label;
  private values: Float32Array;
  private readonly classes: ReadonlyMap<string, number>;
  private readonly read: (cells: readonly Cell[]) => RowFault | readonly number[];

  constructor(label: Label) {
    this.label = label;
    this.values = new Float32Array(FIRST_ROWS * label.units);
    this.classes = new Map((label.classes ?? []).map((name, number) => [name, number]));
    this.read = {
      number: this.readNumber,
      vector: this.readVector,
      binary: this.readClass,
      class: this.readClass,
    }[label.kind];
  }

  /** The numbers that the label's cells of a row stand for, or what is wrong with them. */
  parse(cells: readonly Cell[]): readonly number[] | RowFault {
    const { optional, name, units } = this.label;
    if (!cells.every((cell) => isMissing(cell) && !this.classes.has(textOf(cell)))) return this.read(cells);
    return optional
      ? Array.from({ length: units }, () => Number.NaN)
      : { kind: 'missing', column: name, given: '' };
  }

  /** Keeps the numbers of a row, or of several from there on. */
  set(row: number, numbers: ArrayLike<number>): void {
    const { units } = this.label;
    const most = row * units + numbers.length;
    if (most > this.values.length) {
      const values = new Float32Array(Math.max(this.values.length * 2, most));
      values.set(this.values);
      this.values = values;
    }
    this.values.set(numbers, row * units);
  }

  at(row: number): Float32Array {
    const { units } = this.label;
    return this.values.subarray(row * units, (row + 1) * units);
  }

  /** The bytes of the numbers of a row. */
  bytesAt(row: number): Uint8Array {
    const { buffer, byteOffset, byteLength } = this.at(row);
    return new Uint8Array(buffer, byteOffset, byteLength);
  }

  private readonly readNumber = ([cell]: readonly Cell[]): RowFault | readonly number[] => {
    const number = numberOf(cell);
    return number === undefined ? this.fault('number', cell) : [number];
  };

  private readonly readVector = (cells: readonly Cell[]): RowFault | readonly number[] => {
    const [only, second] = cells;
    const items = second === undefined && this.label.columns.length === 1 ? listOf(only) : cells;
    const numbers = items.map(numberOf);
    return numbers.length === this.label.units && numbers.every((number) => number !== undefined)
      ? numbers
      : this.fault('vector', cells.length === 1 ? only : cells.map(textOf).join(', '));
  };

  private readonly readClass = ([cell]: readonly Cell[]): RowFault | readonly number[] => {
    const text = textOf(cell).trim();
    // Programs that know only fractions write a class 3 as 3.0.
    const number = this.classes.get(text) ?? this.classes.get(String(Number(text)));
    return number === undefined ? this.fault('class', text) : [number];
  };

  private fault(kind: RowFault['kind'], cell: Cell): RowFault {
    const given = textOf(cell);
    const suggestion = kind === 'class' ? nearest(given, this.classes.keys()) : undefined;
    return { kind, column: this.label.name, given, suggestion };
  }
}
