/**
 * The counter-based random generator behind every draw: Philox 4×32-10 (Salmon et al. 2011, "Parallel random numbers:
 * as easy as 1, 2, 3", section 3.3), keyed and converted exactly as TensorFlow's StatelessRandomUniform does it, so that
 * all engines and the data pipeline draw the same numbers from the same seeds.
 */

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;

/** TensorFlow's key for mixing a seed (`GenerateKey` in stateless_random_ops.cc). */
const SEED_KEY = [0x3ec8f720, 0x02461e29] as const;

/** Where a sequence of draws begins: four words of counter, two of key. */
export interface PhiloxState {
  readonly counter: readonly [number, number, number, number];
  readonly key: readonly [number, number];
}

/** The upper 32 bits of the 64-bit product of two unsigned words. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle & 0xffff);
  return aHigh * bHigh + (middle >>> 16) + (carry >>> 16);
}

/** One block: four random words from a counter and a key, written to `out` from `offset`. */
function block(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  out: Uint32Array,
  offset: number,
): void {
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0);
    const high1 = multiplyHigh(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2);
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1 >>> 0;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0 >>> 0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  out[offset] = c0;
  out[offset + 1] = c1;
  out[offset + 2] = c2;
  out[offset + 3] = c3;
}

/** Four random words (unsigned 32 bits) from four words of counter and two of key. */
export function philox({ counter, key }: PhiloxState): Uint32Array {
  const out = new Uint32Array(4);
  block(counter[0], counter[1], counter[2], counter[3], key[0], key[1], out, 0);
  return out;
}

/**
 * The state that a seed of two 32-bit integers stands for. Near seeds give unrelated states: the seed is itself sent
 * through the generator once.
 */
export function philoxState(seed0: number, seed1: number): PhiloxState {
  // An int32 is widened to 64 bits with its sign.
  const counter = [seed0 >>> 0, ((seed0 | 0) >> 31) >>> 0, seed1 >>> 0, ((seed1 | 0) >> 31) >>> 0] as const;
  const mixed = philox({ counter, key: SEED_KEY });
  return { counter: [0, 0, mixed[2] ?? 0, mixed[3] ?? 0], key: [mixed[0] ?? 0, mixed[1] ?? 0] };
}

/** Fills `out` with random words: those that TensorFlow draws for the seed, from the first on. */
export function fillRandomWords(seed0: number, seed1: number, out: Uint32Array): Uint32Array {
  const { counter, key } = philoxState(seed0, seed1);
  const last = new Uint32Array(4);
  const whole = out.length - (out.length % 4);
  // A sequence of 2³² blocks would be needed for a carry into the third word of the counter.
  let low = 0;
  for (let index = 0; index < whole; index += 4, low++)
    block(low, 0, counter[2], counter[3], key[0], key[1], out, index);
  if (whole < out.length) {
    block(low, 0, counter[2], counter[3], key[0], key[1], last, 0);
    out.set(last.subarray(0, out.length - whole), whole);
  }
  return out;
}

/** `count` float32 numbers, uniform in [0, 1): `tf.random.stateless_uniform([count], [seed0, seed1])` to the bit. */
export function uniform(seed0: number, seed1: number, count: number): Float32Array {
  const words = fillRandomWords(seed0, seed1, new Uint32Array(count));
  // 23 random bits of mantissa under the exponent of 1 give a number in [1, 2).
  for (let index = 0; index < count; index++) words[index] = ((words[index] ?? 0) & 0x7fffff) | 0x3f800000;
  const floats = new Float32Array(words.buffer);
  for (let index = 0; index < count; index++) floats[index] = (floats[index] ?? 0) - 1;
  return floats;
}
