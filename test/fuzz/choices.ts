import fc from 'fast-check';

/** A row of decisions that a program is made by. Shorter rows make simpler programs, so what fails is cut down to its core. */
export class Choices {
  readonly #row: readonly number[];
  #next = 0;

  constructor(row: readonly number[]) {
    this.#row = row;
  }

  /** A whole number from `low` to `high`; the lowest once the row is used up. */
  between(low: number, high: number): number {
    const value = this.#row[this.#next++] ?? 0;
    return low + (value % (high - low + 1));
  }

  /** One of several; the first once the row is used up. */
  of<T>(first: T, ...others: readonly T[]): T {
    const index = this.between(0, others.length);
    return others[index - 1] ?? first;
  }

  /** No once the row is used up. */
  maybe(): boolean {
    return this.between(0, 1) === 1;
  }
}

export const choices: fc.Arbitrary<Choices> = fc
  .array(fc.nat(0xffff), { minLength: 20, maxLength: 160 })
  .map((row) => new Choices(row));
