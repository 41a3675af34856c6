import { alwaysEqual, variablesOf } from './always-equal.ts';
import { add, dimensionsEqual, scale, subtract, substitute, variable } from './arithmetic.ts';
import type { Range } from './bounds.ts';
import { boundsOf } from './bounds.ts';
import type { Dimension, SymbolicDimension } from './dimension.ts';

/** What is taken to be true of a dimension. */
export interface Fact {
  readonly kind: 'nonnegative' | 'nonzero' | 'zero' | 'indivisible';
  readonly dimension: Dimension;
  /** Of `indivisible`: what does not divide the dimension. */
  readonly divisor?: Dimension;
}

/**
 * What one way through a block takes for granted about its variables: where each lies, which ones are an expression of
 * the others, and facts about expressions. Immutable: assuming more gives another one, or undefined where nothing can
 * be that way.
 */
export class Assumptions {
  /** Variables in the order in which they were declared. */
  readonly ranges: ReadonlyMap<string, Range>;
  /** Variables that stand for expressions of others. */
  readonly replaced: ReadonlyMap<string, Dimension>;
  readonly facts: readonly Fact[];

  constructor(
    ranges: ReadonlyMap<string, Range> = new Map(),
    replaced: ReadonlyMap<string, Dimension> = new Map(),
    facts: readonly Fact[] = [],
  ) {
    this.ranges = ranges;
    this.replaced = replaced;
    this.facts = facts;
  }

  /** With another variable, a whole number from `least`. */
  declare(name: string, least: number): Assumptions {
    const ranges = new Map(this.ranges).set(name, { least, most: Infinity });
    return new Assumptions(ranges, this.replaced, this.facts);
  }

  /** The value of a declared variable. */
  value(name: string): Dimension {
    return this.replaced.get(name) ?? variable(name);
  }

  /** Whether it is 0 everywhere (true), nowhere (false), or not known to be either. */
  isZero(dimension: Dimension): boolean | undefined {
    if (alwaysEqual(dimension, 0)) return true;
    const { least, most } = boundsOf(dimension, this.ranges);
    if (least > 0 || most < 0) return false;
    if (least === 0 && most === 0) return true;
    for (const fact of this.facts) {
      if (fact.kind === 'nonzero' && sameUpToSign(fact.dimension, dimension)) return false;
      if (fact.kind === 'zero' && sameUpToSign(fact.dimension, dimension)) return true;
    }
    const negative = scale(dimension, -1);
    if (this.#atLeast(dimension) > 0 || this.#atLeast(negative) > 0) return false;
    return undefined;
  }

  /** Whether it is below 0 everywhere, nowhere, or not known to be either. */
  isNegative(dimension: Dimension): boolean | undefined {
    const { least, most } = boundsOf(dimension, this.ranges);
    if (least >= 0 || this.#atLeast(dimension) >= 0) return false;
    if (most < 0 || this.#atLeast(scale(dimension, -1)) > 0) return true;
    return undefined;
  }

  /** Whether it was assumed that the division leaves a rest. */
  isIndivisible(dividend: Dimension, divisor: Dimension): boolean {
    return this.facts.some(
      (fact) =>
        fact.kind === 'indivisible' &&
        dimensionsEqual(fact.dimension, dividend) &&
        dimensionsEqual(fact.divisor ?? 0, divisor),
    );
  }

  assumeZero(dimension: Dimension): Assumptions | undefined {
    if (typeof dimension === 'number') return dimension === 0 ? this : undefined;
    const solved = this.#solve(dimension);
    if (solved === undefined) return this.#with({ kind: 'zero', dimension });
    return this.replace(solved.name, solved.value);
  }

  assumeNonzero(dimension: Dimension): Assumptions | undefined {
    if (dimension === 0) return undefined;
    const { least, most } = boundsOf(dimension, this.ranges);
    if (least === 0) return this.assumeNonnegative(subtract(dimension, 1));
    if (most === 0) return this.assumeNonnegative(subtract(scale(dimension, -1), 1));
    return this.#with({ kind: 'nonzero', dimension });
  }

  assumeNonnegative(dimension: Dimension): Assumptions | undefined {
    const { least, most } = boundsOf(dimension, this.ranges);
    if (most < 0) return undefined;
    if (least >= 0 || typeof dimension === 'number') return this;
    const [only, second] = dimension.terms;
    if (only?.atom.kind === 'floor' && second === undefined && only.coefficient === 1) {
      // ⌊x / d⌋ + c is not negative just where x + c·d is not, for numbers d.
      const { dividend, divisor } = only.atom;
      if (typeof divisor === 'number') {
        return this.assumeNonnegative(add(dividend, dimension.constant * divisor));
      }
    }
    if (only?.atom.kind !== 'variable' || second !== undefined)
      return this.#with({ kind: 'nonnegative', dimension });
    const { name } = only.atom;
    const limit = -dimension.constant / only.coefficient;
    const range = this.ranges.get(name) ?? { least: -Infinity, most: Infinity };
    const narrowed =
      only.coefficient > 0
        ? { least: Math.max(range.least, Math.ceil(limit)), most: range.most }
        : { least: range.least, most: Math.min(range.most, Math.floor(limit)) };
    if (narrowed.least > narrowed.most) return undefined;
    if (narrowed.least === narrowed.most) return this.replace(name, narrowed.least);
    return new Assumptions(new Map(this.ranges).set(name, narrowed), this.replaced, this.facts);
  }

  assumeIndivisible(dimension: Dimension, divisor: Dimension): Assumptions {
    return new Assumptions(this.ranges, this.replaced, [
      ...this.facts,
      { kind: 'indivisible', dimension, divisor },
    ]);
  }

  /** With an expression in the place of a variable, everywhere. */
  replace(name: string, value: Dimension): Assumptions | undefined {
    const values = new Map([[name, value]]);
    const replaced = new Map([...this.replaced].map(([key, old]) => [key, substitute(old, values)] as const));
    replaced.set(name, value);
    const range = this.ranges.get(name);
    const ranges = new Map(this.ranges);
    ranges.delete(name);
    let result: Assumptions | undefined = new Assumptions(ranges, replaced);
    for (const { kind, dimension, divisor } of this.facts) {
      const now = substitute(dimension, values);
      if (kind === 'nonnegative') result = result?.assumeNonnegative(now);
      else if (kind === 'nonzero') result = result?.assumeNonzero(now);
      else if (kind === 'zero') result = result?.assumeZero(now);
      else result = result?.assumeIndivisible(now, substitute(divisor ?? 1, values));
    }
    if (range === undefined) return result;
    if (range.most < Infinity) result = result?.assumeNonnegative(subtract(range.most, result.of(value)));
    return range.least > -Infinity
      ? result?.assumeNonnegative(subtract(result.of(value), range.least))
      : result;
  }

  /** The dimension with everything replaced that is. */
  of(dimension: Dimension): Dimension {
    return substitute(dimension, this.replaced);
  }

  #with(fact: Fact): Assumptions {
    return new Assumptions(this.ranges, this.replaced, [...this.facts, fact]);
  }

  /** The best bound from below that a fact about the same symbols gives. */
  #atLeast(dimension: Dimension): number {
    let least = -Infinity;
    for (const fact of this.facts) {
      if (fact.kind !== 'nonnegative') continue;
      const over = subtract(dimension, fact.dimension);
      if (typeof over === 'number') least = Math.max(least, over);
    }
    return least;
  }

  /** The variable declared last that the equation gives as an expression of the others. */
  #solve(dimension: SymbolicDimension): { readonly name: string; readonly value: Dimension } | undefined {
    for (const name of [...this.ranges.keys()].toReversed()) {
      const term = dimension.terms.find(({ atom }) => atom.kind === 'variable' && atom.name === name);
      if (term === undefined || Math.abs(term.coefficient) !== 1) continue;
      const rest = subtract(dimension, scale(variable(name), term.coefficient));
      if (!variablesOf(rest).has(name)) return { name, value: scale(rest, -term.coefficient) };
    }
    return undefined;
  }
}

function sameUpToSign(left: Dimension, right: Dimension): boolean {
  return dimensionsEqual(left, right) || dimensionsEqual(left, scale(right, -1));
}
