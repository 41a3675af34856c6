import { multiply, subtract } from '../shape/arithmetic.ts';
import type { Assumptions } from '../shape/assumptions.ts';
import { alwaysEqual } from '../shape/always-equal.ts';
import type { Dimension } from '../shape/dimension.ts';

/**
 * What a run over symbols asks where its way parts: a question that the assumptions leave open stops the run, and both
 * answers are assumed in runs to come.
 */
export class Questions {
  /** What the runs to come assume, once this one has parted. */
  readonly ways: Assumptions[] = [];
  parted = false;
  #assumptions: Assumptions;
  readonly #counts = new Map<string, number>();

  constructor(assumptions: Assumptions) {
    this.#assumptions = assumptions;
  }

  get assumptions(): Assumptions {
    return this.#assumptions;
  }

  /** Whether it is 0; undefined where the run parts. */
  isZero(dimension: Dimension): boolean | undefined {
    const known = this.#assumptions.isZero(dimension);
    if (known === undefined) {
      this.#part(this.#assumptions.assumeZero(dimension), this.#assumptions.assumeNonzero(dimension));
    }
    return known;
  }

  /** Whether it is below 0; undefined where the run parts. */
  isNegative(dimension: Dimension): boolean | undefined {
    const known = this.#assumptions.isNegative(dimension);
    if (known === undefined) {
      this.#part(
        this.#assumptions.assumeNonnegative(dimension),
        this.#assumptions.assumeNonnegative(subtract(-1, dimension)),
      );
    }
    return known;
  }

  /**
   * Whether a division leaves no rest, asked once it is known not to be exact as it is written: where it leaves none, a
   * variable of the dividend is replaced by a multiple of the divisor.
   */
  divides(dividend: Dimension, divisor: Dimension): false | undefined {
    if (this.#assumptions.isIndivisible(dividend, divisor)) return false;
    const name = `_q${this.#assumptions.ranges.size + this.#assumptions.replaced.size}`;
    const declared = this.#assumptions.declare(name, -Infinity);
    this.#part(
      declared.assumeZero(subtract(dividend, multiply(divisor, declared.value(name)))),
      this.#assumptions.assumeIndivisible(dividend, divisor),
    );
    return undefined;
  }

  /** Goes on with values from `least` only: the others are refused where they are given. */
  restrict(dimension: Dimension, least: number): void {
    const narrowed = this.#assumptions.assumeNonnegative(subtract(dimension, least));
    if (narrowed === undefined) this.#part();
    else if (narrowed.replaced.size > this.#assumptions.replaced.size) this.#part(narrowed);
    else this.#assumptions = narrowed;
  }

  /** A symbol for a number that changes from run to run of the same place: an index, or what divides to a fraction. */
  fresh(site: string): Dimension {
    const count = (this.#counts.get(site) ?? 0) + 1;
    this.#counts.set(site, count);
    const name = `_${site}_${count}`;
    if (!this.#assumptions.ranges.has(name)) this.#assumptions = this.#assumptions.declare(name, -Infinity);
    return this.#assumptions.value(name);
  }

  equal(left: Dimension, right: Dimension): boolean {
    return alwaysEqual(left, right);
  }

  #part(...ways: readonly (Assumptions | undefined)[]): void {
    if (this.parted) return;
    this.parted = true;
    this.ways.push(...ways.filter((way) => way !== undefined));
  }
}
