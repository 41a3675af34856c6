import type { Atom, Dimension, SymbolicDimension, SymbolicShape, Term } from './dimension.ts';
import { atomKey } from './print.ts';

/** A variable of a signature. */
export function variable(name: string): Dimension {
  return { constant: 0, terms: [{ coefficient: 1, atom: { kind: 'variable', name } }] };
}

export function add(left: Dimension, right: Dimension): Dimension {
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  const a = symbolic(left);
  const b = symbolic(right);
  return canonical(a.constant + b.constant, [...a.terms, ...b.terms]);
}

export function subtract(left: Dimension, right: Dimension): Dimension {
  return add(left, scale(right, -1));
}

/** Times a whole number. */
export function scale(dimension: Dimension, factor: number): Dimension {
  if (typeof dimension === 'number') return dimension * factor;
  return canonical(
    dimension.constant * factor,
    dimension.terms.map((term) => ({ ...term, coefficient: term.coefficient * factor })),
  );
}

export function multiply(left: Dimension, right: Dimension): Dimension {
  if (typeof left === 'number') return scale(right, left);
  if (typeof right === 'number') return scale(left, right);
  const terms: Term[] = [
    ...left.terms.map((term) => ({ ...term, coefficient: term.coefficient * right.constant })),
    ...right.terms.map((term) => ({ ...term, coefficient: term.coefficient * left.constant })),
  ];
  for (const a of left.terms) {
    for (const b of right.terms) {
      terms.push({ coefficient: a.coefficient * b.coefficient, atom: product(a.atom, b.atom) });
    }
  }
  return canonical(left.constant * right.constant, terms);
}

/**
 * ⌊dividend / divisor⌋ for a divisor that is a whole number from 1. Whatever the divisor divides leaves the floor, common factors
 * cancel and nested floors become one, so that equal quotients are equal data.
 */
export function floorDivide(dividend: Dimension, divisor: Dimension): Dimension {
  if (typeof divisor !== 'number') return divideBySymbol(symbolic(dividend), divisor);
  if (typeof dividend === 'number') return Math.floor(dividend / divisor);
  if (divisor === 1) return dividend;
  const outside: Term[] = [];
  const inside: Term[] = [];
  for (const { coefficient, atom } of dividend.terms) {
    const whole = Math.floor(coefficient / divisor);
    const rest = coefficient - whole * divisor;
    if (whole !== 0) outside.push({ coefficient: whole, atom });
    if (rest !== 0) inside.push({ coefficient: rest, atom });
  }
  const wholeConstant = Math.floor(dividend.constant / divisor);
  const restConstant = dividend.constant - wholeConstant * divisor;
  if (inside.length === 0) return canonical(wholeConstant, outside);
  const floor = floorAtom(restConstant, inside, divisor);
  return add(canonical(wholeConstant, outside), floor);
}

/** ⌈dividend / divisor⌉. */
export function ceilDivide(dividend: Dimension, divisor: Dimension): Dimension {
  return floorDivide(add(dividend, subtract(divisor, 1)), divisor);
}

export function dimensionsEqual(left: Dimension, right: Dimension): boolean {
  if (typeof left === 'number' || typeof right === 'number') return left === right;
  return (
    left.constant === right.constant &&
    left.terms.length === right.terms.length &&
    left.terms.every((term, index) => {
      const other = right.terms[index];
      return (
        other !== undefined &&
        term.coefficient === other.coefficient &&
        atomKey(term.atom) === atomKey(other.atom)
      );
    })
  );
}

export function shapesEqual(left: SymbolicShape, right: SymbolicShape): boolean {
  return (
    left.length === right.length &&
    left.every((dimension, axis) => dimensionsEqual(dimension, right[axis] ?? -1))
  );
}

/** The dimension with variables replaced by what they stand for; unknown names stay. */
export function substitute(dimension: Dimension, values: ReadonlyMap<string, Dimension>): Dimension {
  if (typeof dimension === 'number') return dimension;
  let result: Dimension = dimension.constant;
  for (const { coefficient, atom } of dimension.terms) {
    result = add(result, scale(substituteAtom(atom, values), coefficient));
  }
  return result;
}

/** Whether every size is a number. */
export function isConcrete(shape: SymbolicShape): shape is readonly number[] {
  return shape.every((dimension) => typeof dimension === 'number');
}

function substituteAtom(atom: Atom, values: ReadonlyMap<string, Dimension>): Dimension {
  switch (atom.kind) {
    case 'variable':
      return values.get(atom.name) ?? variable(atom.name);
    case 'floor':
      return floorDivide(substitute(atom.dividend, values), substitute(atom.divisor, values));
    case 'product':
      return atom.factors.map((factor) => substituteAtom(factor, values)).reduce(multiply, 1);
  }
}

function symbolic(dimension: Dimension): SymbolicDimension {
  return typeof dimension === 'number' ? { constant: dimension, terms: [] } : dimension;
}

function product(left: Atom, right: Atom): Atom {
  const factors = [left, right].flatMap((atom) => (atom.kind === 'product' ? atom.factors : [atom]));
  return { kind: 'product', factors: factors.toSorted(byKey) };
}

function floorAtom(constant: number, terms: readonly Term[], divisor: number): Dimension {
  const common = terms.reduce((factor, term) => gcd(factor, term.coefficient), divisor);
  if (common > 1) {
    const reduced = terms.map((term) => ({ ...term, coefficient: term.coefficient / common }));
    const dividend = canonical(Math.floor(constant / common), reduced);
    return floorDivide(dividend, divisor / common);
  }
  const [only] = terms;
  if (terms.length === 1 && only?.coefficient === 1 && only.atom.kind === 'floor') {
    const { dividend, divisor: inner } = only.atom;
    return floorDivide(add(dividend, scale(inner, constant)), scale(inner, divisor));
  }
  const dividend = { constant, terms: terms.toSorted((a, b) => byKey(a.atom, b.atom)) };
  return { constant: 0, terms: [{ coefficient: 1, atom: { kind: 'floor', dividend, divisor } }] };
}

/** Terms that hold the divisor as a factor leave the floor whole; so does what is left between −1 and 0. */
function divideBySymbol(dividend: SymbolicDimension, divisor: SymbolicDimension): Dimension {
  const outside: Term[] = [];
  const inside: Term[] = [];
  for (const term of dividend.terms) {
    const quotient = quotientOf(term, divisor);
    if (quotient === undefined) inside.push(term);
    else outside.push(quotient);
  }
  const whole = outside.reduce<Dimension>((sum, { coefficient, atom }) => {
    const factor =
      atom.kind === 'product' && atom.factors.length === 0
        ? 1
        : { constant: 0, terms: [{ coefficient: 1, atom }] };
    return add(sum, scale(factor, coefficient));
  }, 0);
  const rest = canonical(dividend.constant, inside);
  if (typeof rest === 'number')
    return rest === 0 || rest === -1
      ? add(whole, rest)
      : add(whole, symbolFloor({ constant: rest, terms: [] }, divisor));
  const times = timesIn(rest, divisor);
  if (times !== 0) return add(add(whole, times), floorDivide(subtract(rest, scale(divisor, times)), divisor));
  return add(whole, symbolFloor(rest, divisor));
}

/** The term divided by a divisor of one term, where that leaves no rest; a quotient of 1 has no factors. */
function quotientOf({ coefficient, atom }: Term, { constant, terms }: SymbolicDimension): Term | undefined {
  const [by, second] = terms;
  if (by === undefined || second !== undefined || constant !== 0 || coefficient % by.coefficient !== 0) {
    return undefined;
  }
  const left = [...factorsOf(atom)];
  for (const factor of factorsOf(by.atom)) {
    const at = left.findIndex((other) => atomKey(other) === atomKey(factor));
    if (at < 0) return undefined;
    left.splice(at, 1);
  }
  const [only] = left;
  const quotient: Atom = left.length === 1 && only !== undefined ? only : { kind: 'product', factors: left };
  return { coefficient: coefficient / by.coefficient, atom: quotient };
}

function factorsOf(atom: Atom): readonly Atom[] {
  return atom.kind === 'product' ? atom.factors : [atom];
}

/** How often the divisor is taken out of the dividend: until its last term is gone, where that comes out even. */
function timesIn(dividend: SymbolicDimension, divisor: SymbolicDimension): number {
  const last = divisor.terms.at(-1);
  const there = dividend.terms.find(({ atom }) => last !== undefined && atomKey(atom) === atomKey(last.atom));
  if (last === undefined || there === undefined) return 0;
  const times = there.coefficient / last.coefficient;
  return Number.isInteger(times) ? times : 0;
}

function symbolFloor(dividend: SymbolicDimension, divisor: SymbolicDimension): Dimension {
  const [only] = dividend.terms;
  if (dividend.terms.length === 1 && only?.coefficient === 1 && only.atom.kind === 'floor') {
    const { dividend: inner, divisor: by } = only.atom;
    return floorDivide(add(inner, scale(by, dividend.constant)), multiply(by, divisor));
  }
  const parts = [...dividend.terms, ...divisor.terms].map((term) => term.coefficient);
  const common = [...parts, divisor.constant].reduce(gcd, 0);
  if (common > 1) {
    return floorDivide(dividedBy(dividend, common), dividedBy(divisor, common));
  }
  return { constant: 0, terms: [{ coefficient: 1, atom: { kind: 'floor', dividend, divisor } }] };
}

/** Coefficients by a common factor of theirs, the constant rounded down. */
function dividedBy({ constant, terms }: SymbolicDimension, by: number): Dimension {
  return canonical(
    Math.floor(constant / by),
    terms.map((term) => ({ ...term, coefficient: term.coefficient / by })),
  );
}

function canonical(constant: number, terms: readonly Term[]): Dimension {
  const merged = new Map<string, Term>();
  for (const { coefficient, atom } of terms) {
    const key = atomKey(atom);
    merged.set(key, { coefficient: (merged.get(key)?.coefficient ?? 0) + coefficient, atom });
  }
  const kept = [...merged.values()].filter((term) => term.coefficient !== 0);
  if (kept.length === 0) return constant;
  return { constant, terms: kept.toSorted((a, b) => byKey(a.atom, b.atom)) };
}

function byKey(left: Atom, right: Atom): number {
  const a = atomKey(left);
  const b = atomKey(right);
  return a < b ? -1 : a > b ? 1 : 0;
}

function gcd(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : gcd(b, a % b);
}
