import { add, scale, subtract, substitute, variable } from './arithmetic.ts';
import type { Atom, Dimension } from './dimension.ts';

/** Combinations of remainders that are gone through. */
const mostCases = 512;

/**
 * Whether two dimensions are equal for all values of their variables from 0. Canonical forms first; where floors by
 * numbers are left, each variable v is written n·q + r with n a multiple of every divisor over it, for every r: each
 * case is a polynomial without those floors, and two of them are equal just where their canonical forms are. False
 * means that no proof was found; without symbols in divisors, that there is none.
 */
export function alwaysEqual(left: Dimension, right: Dimension): boolean {
  const difference = subtract(left, right);
  if (typeof difference === 'number') return difference === 0;
  const periods = new Map<string, number>();
  for (const name of variablesOf(difference)) {
    const period = periodOf(difference, name);
    if (period > 1) periods.set(name, period);
  }
  const cases = [...periods.values()].reduce((product, period) => product * period, 1);
  if (periods.size === 0 || cases > mostCases) return false;
  for (let index = 0; index < cases; index++) {
    if (substitute(difference, remainders(periods, index)) !== 0) return false;
  }
  return true;
}

/** The names that a dimension depends on. */
export function variablesOf(dimension: Dimension): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (part: Dimension): void => {
    if (typeof part !== 'number') for (const { atom } of part.terms) visitAtom(atom);
  };
  const visitAtom = (atom: Atom): void => {
    if (atom.kind === 'variable') names.add(atom.name);
    else if (atom.kind === 'product') atom.factors.forEach(visitAtom);
    else {
      visit(atom.dividend);
      visit(atom.divisor);
    }
  };
  visit(dimension);
  return names;
}

function remainders(periods: ReadonlyMap<string, number>, index: number): ReadonlyMap<string, Dimension> {
  let rest = index;
  const values = new Map<string, Dimension>();
  for (const [name, period] of periods) {
    values.set(name, add(scale(variable(name), period), rest % period));
    rest = Math.floor(rest / period);
  }
  return values;
}

/** A number that every floor over the variable divides by, floors inside floors multiplied. */
function periodOf(dimension: Dimension, name: string): number {
  if (typeof dimension === 'number') return 1;
  return dimension.terms.map(({ atom }) => atomPeriod(atom, name)).reduce(leastCommonMultiple, 1);
}

function atomPeriod(atom: Atom, name: string): number {
  switch (atom.kind) {
    case 'variable':
      return 1;
    case 'product':
      return atom.factors.map((factor) => atomPeriod(factor, name)).reduce(leastCommonMultiple, 1);
    case 'floor': {
      if (!variablesOf(atom.dividend).has(name)) return 1;
      const inner = periodOf(atom.dividend, name);
      return typeof atom.divisor === 'number' ? inner * atom.divisor : inner;
    }
  }
}

function leastCommonMultiple(left: number, right: number): number {
  let [a, b] = [left, right];
  while (b !== 0) [a, b] = [b, a % b];
  return (left / a) * right;
}
