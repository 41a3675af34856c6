import type { ImageShape } from '../../../typecheck/typed-module.ts';

/**
 * How far a photo is from its smooth copy, multiplied: 0 is the smooth copy, 2 is twice as sharp (Pillow's ImageEnhance.Sharpness:
 * each pixel five times among its eight neighbours; the outermost pixels stay).
 * @param to another place than `from`
 */
export function sharpen(
  from: Float32Array,
  to: Float32Array,
  { height, width, channels }: ImageShape,
  factor: number,
): void {
  const row = width * channels;
  to.set(from);
  for (let y = 1; y < height - 1; y++) {
    for (let index = y * row + channels; index < (y + 1) * row - channels; index++) {
      const own = from[index] ?? 0;
      let sum = 4 * own;
      for (const line of [index - row, index, index + row])
        sum += (from[line - channels] ?? 0) + (from[line] ?? 0) + (from[line + channels] ?? 0);
      const smooth = sum / 13;
      to[index] = smooth + factor * (own - smooth);
    }
  }
}
