/** A veil is kept at a quarter of the resolution, since it changes slowly. */
export const veilStep = 4;

/** How much light passes at each place of a picture, 0 to 1, on a coarse grid. */
export interface Veil {
  readonly columns: number;
  readonly rows: number;
  readonly light: Float32Array;
}

/** A veil that lets everything pass. */
export function clearVeil(width: number, height: number): Veil {
  const columns = Math.ceil(width / veilStep) + 1;
  const rows = Math.ceil(height / veilStep) + 2;
  return { columns, rows, light: new Float32Array(columns * rows).fill(1) };
}

/** Darkens a picture (linear red, green, blue) by a veil, smooth between its places. In place. */
export function darken(colour: Float32Array, width: number, height: number, veil: Veil): void {
  const { columns, light } = veil;
  for (let y = 0; y < height; y++) {
    const j = (y / veilStep) | 0;
    const fy = y / veilStep - j;
    for (let i = 0; i < columns - 1; i++) {
      const k = j * columns + i;
      const left = (light[k] ?? 1) * (1 - fy) + (light[k + columns] ?? 1) * fy;
      const right = (light[k + 1] ?? 1) * (1 - fy) + (light[k + columns + 1] ?? 1) * fy;
      if (left > 0.999 && right > 0.999) continue;
      for (let x = i * veilStep; x < Math.min(width, (i + 1) * veilStep); x++) {
        const pass = left + (right - left) * (x / veilStep - i);
        const o = (y * width + x) * 3;
        colour[o] = (colour[o] ?? 0) * pass;
        colour[o + 1] = (colour[o + 1] ?? 0) * pass;
        colour[o + 2] = (colour[o + 2] ?? 0) * pass;
      }
    }
  }
}
