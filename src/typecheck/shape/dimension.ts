/**
 * A size that may not be known yet: a number, or an expression over a block's dimension variables. Linear terms and
 * floor divisions are enough for the arithmetic of convolutions, pooling and concatenation.
 */
export type Dimension = number | SymbolicDimension;

/** constant + Σ coefficient · atom, with atoms in a canonical order, so that equal dimensions are equal data. */
export interface SymbolicDimension {
  readonly constant: number;
  readonly terms: readonly { readonly coefficient: number; readonly atom: Atom }[];
}

/** A variable of a signature, or ⌊dividend / divisor⌋ for a positive whole divisor. */
export type Atom =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'floor'; readonly dividend: SymbolicDimension; readonly divisor: number };

/** Sizes without the batch. */
export type SymbolicShape = readonly Dimension[];
