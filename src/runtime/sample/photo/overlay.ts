/** A drawing as pixels: red, green, blue and opacity bytes, row by row. */
export interface Rendering {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Light of a byte of a picture: the square stands for the exact sRGB curve. */
const linear = Float32Array.from({ length: 256 }, (_, i) => (i / 255) ** 2);

/**
 * Lays a drawing over the light of a picture (linear red, green, blue), enlarged to its size (bilinear) and lit by
 * `light`. In place. The loop makes no objects: it runs for every pixel of every photo.
 */
export function overlay(
  lit: Float32Array,
  width: number,
  height: number,
  drawing: Rendering,
  light: readonly [number, number, number],
): void {
  const { pixels } = drawing;
  const [r, g, b] = light;
  const stepY = drawing.height / height;
  const lastY = drawing.height - 1;
  const { left, right, share } = columnsOf(drawing.width, width);
  for (let y = 0; y < height; y++) {
    const v = Math.min(lastY, Math.max(0, (y + 0.5) * stepY - 0.5));
    const y0 = v | 0;
    const fy = v - y0;
    const top = y0 * drawing.width * 4;
    const bottom = Math.min(lastY, y0 + 1) * drawing.width * 4;
    for (let x = 0; x < width; x++) {
      const fx = share[x] ?? 0;
      const [x0, x1] = [left[x] ?? 0, right[x] ?? 0];
      const p = top + x0;
      const q = top + x1;
      const s = bottom + x0;
      const t = bottom + x1;
      // Most of a drawing hides all that is behind it, or nothing: where all four agree, so does what is between them.
      const common = pixels[p + 3] ?? 0;
      const isEven = pixels[q + 3] === common && pixels[s + 3] === common && pixels[t + 3] === common;
      const cover = (isEven ? common : between(pixels, p + 3, q + 3, s + 3, t + 3, fx, fy)) / 255;
      if (cover === 0) continue;
      const o = (y * width + x) * 3;
      const keep = 1 - cover;
      const red = between(pixels, p, q, s, t, fx, fy);
      const green = between(pixels, p + 1, q + 1, s + 1, t + 1, fx, fy);
      const blue = between(pixels, p + 2, q + 2, s + 2, t + 2, fx, fy);
      lit[o] = (lit[o] ?? 0) * keep + (linear[red | 0] ?? 0) * r * cover;
      lit[o + 1] = (lit[o + 1] ?? 0) * keep + (linear[green | 0] ?? 0) * g * cover;
      lit[o + 2] = (lit[o + 2] ?? 0) * keep + (linear[blue | 0] ?? 0) * b * cover;
    }
  }
}

/** Where each column of a picture lies in a drawing of another width: the bytes of its two neighbours, and how far it is to the second. */
function columnsOf(
  drawn: number,
  width: number,
): { readonly left: Int32Array; readonly right: Int32Array; readonly share: Float64Array } {
  const step = drawn / width;
  const last = drawn - 1;
  const columns = {
    left: new Int32Array(width),
    right: new Int32Array(width),
    share: new Float64Array(width),
  };
  for (let x = 0; x < width; x++) {
    const u = Math.min(last, Math.max(0, (x + 0.5) * step - 0.5));
    const x0 = u | 0;
    columns.left[x] = x0 * 4;
    columns.right[x] = Math.min(last, x0 + 1) * 4;
    columns.share[x] = u - x0;
  }
  return columns;
}

/** The value between four neighbours. */
function between(
  pixels: Uint8Array,
  p: number,
  q: number,
  s: number,
  t: number,
  fx: number,
  fy: number,
): number {
  const above = pixels[p] ?? 0;
  const below = pixels[s] ?? 0;
  const a = above + ((pixels[q] ?? 0) - above) * fx;
  const b = below + ((pixels[t] ?? 0) - below) * fx;
  return a + (b - a) * fy;
}
