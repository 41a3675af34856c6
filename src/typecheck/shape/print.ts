import type { Atom, Dimension, SymbolicDimension, SymbolicShape } from './dimension.ts';

/** `[148, 148, 32]`, `[h, w, a + b]`. */
export function printShape(shape: SymbolicShape): string {
  return `[${shape.map(printDimension).join(', ')}]`;
}

/** `2*h + 1`, `floor((h - 3) / 2) + 1`, `ceil(h / 2)`; a lone quotient takes the constant in. */
export function printDimension(dimension: Dimension): string {
  if (typeof dimension === 'number') return String(dimension);
  const [only] = dimension.terms;
  if (dimension.terms.length !== 1 || only?.coefficient !== 1 || only.atom.kind !== 'floor') {
    return printSum(dimension, printAtom);
  }
  const { dividend, divisor } = only.atom;
  if (typeof divisor === 'number') {
    const constant = dividend.constant + dimension.constant * divisor;
    // ⌈x / n⌉ is ⌊(x + n − 1) / n⌋.
    if (constant === divisor - 1) return printQuotient('ceil', { ...dividend, constant: 0 }, divisor);
    return printQuotient('floor', { ...dividend, constant }, divisor);
  }
  const { constant } = dimension;
  if (constant < 1) return printSum(dimension, printAtom);
  // ⌈x / s⌉ is ⌊(x − 1) / s⌋ + 1.
  const ceiling = printQuotient('ceil', { ...dividend, constant: dividend.constant + 1 }, divisor);
  return constant === 1 ? ceiling : `${ceiling} + ${constant - 1}`;
}

function printAtom(atom: Atom): string {
  if (atom.kind === 'floor') {
    const { dividend, divisor } = atom;
    return typeof divisor === 'number'
      ? printDimension({ constant: 0, terms: [{ coefficient: 1, atom }] })
      : printQuotient('floor', dividend, divisor);
  }
  return atom.kind === 'product' ? atom.factors.map(printAtom).join('*') : atom.name;
}

/** A name that equal atoms share: what atoms are sorted and compared by. */
export function atomKey(atom: Atom): string {
  switch (atom.kind) {
    case 'variable':
      return atom.name;
    case 'floor':
      return `floor((${printSum(atom.dividend, atomKey)}) / (${divisorKey(atom.divisor)}))`;
    case 'product':
      return atom.factors.map(atomKey).join('*');
  }
}

function divisorKey(divisor: Dimension): string {
  return typeof divisor === 'number' ? String(divisor) : printSum(divisor, atomKey);
}

function printQuotient(name: 'floor' | 'ceil', dividend: SymbolicDimension, divisor: Dimension): string {
  const plain = (sum: SymbolicDimension): boolean => {
    const [only, second] = sum.terms;
    return second === undefined && (only === undefined || (sum.constant === 0 && only.coefficient === 1));
  };
  const text = printSum(dividend, printAtom);
  const by = typeof divisor === 'number' ? String(divisor) : printSum(divisor, printAtom);
  const isAtom = typeof divisor === 'number' || (plain(divisor) && divisor.terms[0]?.atom.kind !== 'product');
  return `${name}(${plain(dividend) ? text : `(${text})`} / ${isAtom ? by : `(${by})`})`;
}

function printSum({ constant, terms }: SymbolicDimension, print: (atom: Atom) => string): string {
  const parts = terms.map(({ coefficient, atom }) => ({
    negative: coefficient < 0,
    text: Math.abs(coefficient) === 1 ? print(atom) : `${Math.abs(coefficient)}*${print(atom)}`,
  }));
  if (constant !== 0 || parts.length === 0) {
    parts.push({ negative: constant < 0, text: String(Math.abs(constant)) });
  }
  return parts
    .map(({ negative, text }, index) =>
      index === 0 ? (negative ? `-${text}` : text) : negative ? ` - ${text}` : ` + ${text}`,
    )
    .join('');
}
