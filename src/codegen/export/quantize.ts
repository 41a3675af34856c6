/** How the numbers of weights are stored. */
export type Quantization = 'none' | 'float16' | 'uint8';

/** A weight as a file holds it. Small vectors (biases, statistics) stay float32 with `uint8`: they are next to nothing. */
export type StoredNumbers =
  | { readonly dtype: 'float32'; readonly data: Float32Array }
  /** Half precision, as the bits of it. */
  | { readonly dtype: 'float16'; readonly data: Uint16Array }
  | Levels;

/** (number − zero) · scale, with a scale and a zero for each place on `axis`. */
export interface Levels {
  readonly dtype: 'uint8';
  readonly data: Uint8Array;
  readonly axis: number;
  readonly scales: Float32Array;
  readonly zeros: Uint8Array;
}

interface Numbers {
  readonly shape: readonly number[];
  readonly data: Float32Array;
  readonly channelAxis: number;
}

/** A weight as it is stored. */
export function storedNumbers(
  { shape, data, channelAxis }: Numbers,
  quantization: Quantization,
): StoredNumbers {
  if (quantization === 'float16') return { dtype: 'float16', data: Uint16Array.from(data, halfBits) };
  if (quantization === 'uint8' && shape.length > 1) return levelsOf(shape, data, channelAxis);
  return { dtype: 'float32', data };
}

/** The numbers that a reader of the file computes with: those of `data`, rounded as the file holds them. */
export function readNumbers(stored: StoredNumbers, shape: readonly number[]): Float32Array {
  if (stored.dtype === 'float32') return stored.data;
  if (stored.dtype === 'float16') return Float32Array.from(stored.data, halfValue);
  const place = placeOnAxis(shape, stored.axis);
  return Float32Array.from(stored.data, (level, index) => {
    const channel = place(index);
    return Math.fround((level - (stored.zeros[channel] ?? 0)) * (stored.scales[channel] ?? 1));
  });
}

/**
 * Affine and per channel: the range of each channel, which always holds 0 so that 0 stays 0, is divided into 255 steps.
 * A number is off by half a step at most, which is (largest − smallest) / 510.
 */
export function levelsOf(shape: readonly number[], data: Float32Array, axis: number): Levels {
  const channels = shape[axis] ?? 1;
  const place = placeOnAxis(shape, axis);
  const least = new Float32Array(channels);
  const most = new Float32Array(channels);
  data.forEach((value, index) => {
    const channel = place(index);
    least[channel] = Math.min(least[channel] ?? 0, value);
    most[channel] = Math.max(most[channel] ?? 0, value);
  });
  const scales = least.map((low, channel) => ((most[channel] ?? 0) - low) / 255 || 1);
  const zeros = Uint8Array.from(least, (low, channel) => Math.round(-low / (scales[channel] ?? 1)));
  const levels = new Uint8Array(data.length);
  data.forEach((value, index) => {
    const channel = place(index);
    const level = Math.round(value / (scales[channel] ?? 1)) + (zeros[channel] ?? 0);
    levels[index] = Math.min(Math.max(level, 0), 255);
  });
  return { dtype: 'uint8', data: levels, axis, scales, zeros };
}

/** From the index of a number to its place on an axis. */
function placeOnAxis(shape: readonly number[], axis: number): (index: number) => number {
  const size = shape[axis] ?? 1;
  const stride = shape.slice(axis + 1).reduce((product, each) => product * each, 1);
  return (index) => Math.floor(index / stride) % size;
}

const single = new Float32Array(1);
const singleBits = new Uint32Array(single.buffer);

/** IEEE 754 binary16 of a number, rounded to the nearest, ties to even; what is too large becomes infinite. */
export function halfBits(value: number): number {
  single[0] = value;
  const bits = singleBits[0] ?? 0;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const fraction = bits & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  const scaled = exponent - 112;
  if (scaled >= 31) return sign | 0x7c00;
  // Below the least normal number the leading one is written out and moved down.
  const [whole, shift] = scaled > 0 ? [(scaled << 23) | fraction, 13] : [fraction | 0x800000, 14 - scaled];
  if (shift > 24) return sign;
  const kept = whole >>> shift;
  const rest = whole & (2 ** shift - 1);
  const half = 2 ** (shift - 1);
  const up = rest > half || (rest === half && (kept & 1) === 1);
  return sign | (kept + (up ? 1 : 0));
}

/** The number that the bits of IEEE 754 binary16 mean. */
export function halfValue(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
