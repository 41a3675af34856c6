import type { Atom, Dimension, SymbolicDimension, SymbolicShape } from './dimension.ts';

/** `[148, 148, 32]`, `[h, w, a + b]`. */
export function printShape(shape: SymbolicShape): string {
  return `[${shape.map(printDimension).join(', ')}]`;
}

/** `2*h + 1`, `floor((h - 3) / 2) + 1`; a lone floor takes the constant in. */
export function printDimension(dimension: Dimension): string {
  if (typeof dimension === 'number') return String(dimension);
  const [only] = dimension.terms;
  if (dimension.terms.length === 1 && only?.coefficient === 1 && only.atom.kind === 'floor') {
    const { dividend, divisor } = only.atom;
    const constant = dividend.constant + dimension.constant * divisor;
    return printFloor({ ...dividend, constant }, divisor);
  }
  return printSum(dimension);
}

/** A name that equal atoms share: what atoms are sorted and compared by. */
export function atomKey(atom: Atom): string {
  switch (atom.kind) {
    case 'variable':
      return atom.name;
    case 'floor':
      return printFloor(atom.dividend, atom.divisor);
    case 'product':
      return atom.factors.map(atomKey).join('*');
  }
}

function printFloor(dividend: SymbolicDimension, divisor: number): string {
  const [only] = dividend.terms;
  const plain = dividend.terms.length === 1 && dividend.constant === 0 && only?.coefficient === 1;
  const text = printSum(dividend);
  return `floor(${plain ? text : `(${text})`} / ${divisor})`;
}

function printSum({ constant, terms }: SymbolicDimension): string {
  const parts = terms.map(({ coefficient, atom }) => ({
    negative: coefficient < 0,
    text: Math.abs(coefficient) === 1 ? atomKey(atom) : `${Math.abs(coefficient)}*${atomKey(atom)}`,
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
