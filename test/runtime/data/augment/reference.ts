import { philox } from '../../../../src/ir/philox.ts';
import type { Fill } from '../../../../src/typecheck/augment/augmentation.ts';
import type { Affine } from '../../../../src/runtime/data/augment/affine.ts';
import type { PhotoSize } from '../../../../src/runtime/data/photo.ts';

/** What the kernels of augmentation compute, as plainly as possible: every operation rounded to float32, as theirs are. */

const f = Math.fround;

/** A place along an axis, brought to where there are pixels. */
function within(place: number, size: number, { mode }: Fill): number {
  const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
  switch (mode) {
    case 'nearest':
      return clamp(place, 0, size - 1);
    case 'reflect': {
      const shifted = f(place + 0.5);
      const once = f(shifted - f(Math.floor(f(shifted / (2 * size))) * 2 * size));
      return clamp(f(Math.min(once, f(2 * size - once)) - 0.5), 0, size - 1);
    }
    case 'wrap':
      return f(place - f(Math.floor(f(place / size)) * size));
    case 'constant':
      return clamp(place, -1, size);
  }
}

/** The level of a pixel that may lie one beyond the edges. */
function levelAt(
  photo: Uint8Array,
  { height, width }: PhotoSize,
  x: number,
  y: number,
  channel: number,
  fill: Fill,
): number {
  const outside = x < 0 || y < 0 || x >= width || y >= height;
  if (outside && fill.mode === 'constant') return Math.round(255 * fill.level);
  const [column, row] = [(x + width) % width, (y + height) % height];
  return photo[(row * width + column) * 3 + channel] ?? 0;
}

export function move(photo: Uint8Array, size: PhotoSize, map: Affine, fill: Fill): Float32Array {
  const { height, width } = size;
  const result = new Float32Array(height * width * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const column = within(f(f(map.b * y + map.c) + f(x * f(map.a))), width, fill);
      const row = within(f(f(map.e * y + map.f) + f(x * f(map.d))), height, fill);
      const [left, top] = [Math.floor(column), Math.floor(row)];
      const share = Math.floor(f(f(column - left) * 16384 + 0.5));
      const down = f(row - top);
      for (let channel = 0; channel < 3; channel++) {
        const along = (line: number): number =>
          levelAt(photo, size, left, line, channel, fill) * (16384 - share) +
          (share === 0 ? 0 : levelAt(photo, size, left + 1, line, channel, fill) * share);
        const above = f(along(top));
        const below = down === 0 ? above : f(along(top + 1));
        result[(y * width + x) * 3 + channel] = f(f(above + f(f(below - above) * down)) / 16384);
      }
    }
  return result;
}

/** @param matrix in the kernels' form: four columns of four */
export function colour(levels: Float32Array, matrix: Float32Array): Float32Array {
  return levels.map((_, index) => {
    const [pixel, channel] = [index - (index % 3), index % 3];
    let made = matrix[12 + channel] ?? 0;
    for (let from = 0; from < 3; from++)
      made = f(made + f((levels[pixel + from] ?? 0) * (matrix[4 * from + channel] ?? 0)));
    return Math.min(Math.max(made, 0), 255);
  });
}

export function blur(levels: Float32Array, { height, width }: PhotoSize, sigma: number): Float32Array {
  const radius = Math.ceil(3 * sigma);
  const bells = Array.from({ length: 2 * radius + 1 }, (_, tap) =>
    Math.exp(-((tap - radius) ** 2) / (2 * sigma ** 2)),
  );
  const whole = bells.reduce((sum, bell) => sum + bell, 0);
  const weights = bells.map((bell) => f(bell / whole));
  const pass = (from: Float32Array, dx: number, dy: number): Float32Array =>
    from.map((_, index) => {
      const [channel, pixel] = [index % 3, Math.floor(index / 3)];
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      return weights.reduce((sum, weight, tap) => {
        const column = Math.min(Math.max(x + dx * (tap - radius), 0), width - 1);
        const row = Math.min(Math.max(y + dy * (tap - radius), 0), height - 1);
        return f(sum + f(weight * (from[(row * width + column) * 3 + channel] ?? 0)));
      }, 0);
    });
  return pass(pass(levels, 1, 0), 0, 1);
}

/** @param counter of the step's draws, but for the first word */
export function noise(
  levels: Float32Array,
  deviation: number,
  key: readonly [number, number],
  counter: readonly [number, number, number],
  quantiles: Float32Array,
): Float32Array {
  return levels.map((level, index) => {
    const words = philox({ counter: [1 + Math.floor(index / 8), ...counter], key });
    const word = words[(index % 8) >> 1] ?? 0;
    const place = index % 2 === 0 ? (word >>> 4) & 0xfff : word >>> 20;
    return f(level + f(f(deviation) * (quantiles[place] ?? 0)));
  });
}
