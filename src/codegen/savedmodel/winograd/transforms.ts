/**
 * Winograd's F(m×m, 3×3): y = Aᵀ[(G·g·Gᵀ) ⊙ (Bᵀ·d·B)]A makes m×m results of (m+2)×(m+2) pixels d and a kernel g of 3×3
 * (Lavin & Gray 2016, "Fast algorithms for convolutional neural networks", section 4).
 */
export interface WinogradTransforms {
  /** Bᵀ, (m+2)×(m+2). */
  readonly image: Matrix;
  /** G, (m+2)×3. */
  readonly kernel: Matrix;
  /** Aᵀ, m×(m+2). */
  readonly result: Matrix;
}

type Matrix = readonly (readonly number[])[];

/** Results of a tile in each direction: points 0, ±1, 2, ∞ make 3, with −2 there are 4. */
export type TileSize = 3 | 4;

export const transforms: Readonly<Record<TileSize, WinogradTransforms>> = {
  3: {
    image: [
      [2, -1, -2, 1, 0],
      [0, -2, -1, 1, 0],
      [0, 2, -3, 1, 0],
      [0, -1, 0, 1, 0],
      [0, 2, -1, -2, 1],
    ],
    kernel: [
      [1 / 2, 0, 0],
      [-1 / 2, -1 / 2, -1 / 2],
      [-1 / 6, 1 / 6, -1 / 6],
      [1 / 6, 1 / 3, 2 / 3],
      [0, 0, 1],
    ],
    result: [
      [1, 1, 1, 1, 0],
      [0, 1, -1, 2, 0],
      [0, 1, 1, 4, 1],
    ],
  },
  4: {
    image: [
      [4, 0, -5, 0, 1, 0],
      [0, -4, -4, 1, 1, 0],
      [0, 4, -4, -1, 1, 0],
      [0, -2, -1, 2, 1, 0],
      [0, 2, -1, -2, 1, 0],
      [0, 4, 0, -5, 0, 1],
    ],
    kernel: [
      [1 / 4, 0, 0],
      [-1 / 6, -1 / 6, -1 / 6],
      [-1 / 6, 1 / 6, -1 / 6],
      [1 / 24, 1 / 12, 1 / 6],
      [1 / 24, -1 / 12, 1 / 6],
      [0, 0, 1],
    ],
    result: [
      [1, 1, 1, 1, 1, 0],
      [0, 1, -1, 2, -2, 0],
      [0, 1, 1, 4, 4, 0],
      [0, 1, -1, 8, -8, 1],
    ],
  },
};

/** M⊗M in row-major order: what M does to rows and to columns of a square, as one matrix over its places, row by row. */
export function onSquares(matrix: Matrix): {
  readonly sizes: readonly [number, number];
  readonly values: readonly number[];
} {
  const columns = matrix[0]?.length ?? 0;
  const values = matrix.flatMap((above) =>
    matrix.flatMap((beside) => above.flatMap((a) => beside.map((b) => a * b))),
  );
  return { sizes: [matrix.length ** 2, columns ** 2], values };
}
