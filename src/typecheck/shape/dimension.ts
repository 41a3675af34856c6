/**
 * A size that may not be known yet: a number, or an expression over a block's dimension variables. Polynomials with
 * floor divisions (a stride that is a parameter divides by a symbol) are enough for the arithmetic of convolutions, pooling, concatenation and flattening.
 */
export type Dimension = number | SymbolicDimension;

/** constant + Σ coefficient · atom, with atoms in a canonical order, so that equal dimensions are equal data. */
export interface SymbolicDimension {
  readonly constant: number;
  readonly terms: readonly Term[];
}

export interface Term {
  readonly coefficient: number;
  readonly atom: Atom;
}

/** A variable of a signature, ⌊dividend / divisor⌋ for a positive whole divisor (a number or a symbol), or a product. */
export type Atom =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'floor'; readonly dividend: SymbolicDimension; readonly divisor: Dimension }
  | { readonly kind: 'product'; readonly factors: readonly Atom[] };

/** Sizes without the batch. */
export type SymbolicShape = readonly Dimension[];
