import type { Atom, Dimension } from './dimension.ts';

/** All whole numbers from `least` to `most`; either may be infinite. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

const anything: Range = { least: -Infinity, most: Infinity };

/** Where a dimension lies while its variables stay in their ranges; wider than need be, never narrower. */
export function boundsOf(dimension: Dimension, ranges: ReadonlyMap<string, Range>): Range {
  if (typeof dimension === 'number') return { least: dimension, most: dimension };
  let [least, most] = [dimension.constant, dimension.constant];
  for (const { coefficient, atom } of dimension.terms) {
    const range = atomBounds(atom, ranges);
    const ends = [coefficient * range.least, coefficient * range.most];
    least += Math.min(...ends);
    most += Math.max(...ends);
  }
  return { least, most };
}

function atomBounds(atom: Atom, ranges: ReadonlyMap<string, Range>): Range {
  switch (atom.kind) {
    case 'variable':
      return ranges.get(atom.name) ?? anything;
    case 'product': {
      const factors = atom.factors.map((factor) => atomBounds(factor, ranges));
      if (factors.some(({ least }) => least < 0)) return anything;
      return {
        least: factors.reduce((product, { least }) => product * least, 1),
        most: factors.some(({ most }) => most === 0)
          ? 0
          : factors.reduce((product, { most }) => product * most, 1),
      };
    }
    case 'floor': {
      const dividend = boundsOf(atom.dividend, ranges);
      const divisor = boundsOf(atom.divisor, ranges);
      const [small, large] = [Math.max(1, divisor.least), Math.max(1, divisor.most)];
      return {
        least: quotient(dividend.least, dividend.least < 0 ? small : large),
        most: quotient(dividend.most, dividend.most < 0 ? large : small),
      };
    }
  }
}

/** Rounded down; by ever larger divisors it tends to 0, or to −1 from below. */
function quotient(dividend: number, divisor: number): number {
  if (Number.isFinite(divisor)) return Math.floor(dividend / divisor);
  return dividend < 0 ? -1 : 0;
}
