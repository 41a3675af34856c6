import { BLOCK, pointer, word } from './simd.as';

/**
 * Uniform numbers in [0, 1) from Philox 4×32-10, four a counter. A task is a block of elements.
 *
 * args: result, elements, the upper half of the counter (2), the key (2).
 */
export function randomUniform(args: usize, begin: i32, end: i32, scratch: usize): void {
  const result = pointer(args, 0);
  const counter2 = <u32>word(args, 2);
  const counter3 = <u32>word(args, 3);
  const key0 = <u32>word(args, 4);
  const key1 = <u32>word(args, 5);
  const last = min(word(args, 1), end * BLOCK);
  for (let index = begin * BLOCK; index < last; index += 4) {
    let c0 = <u32>index >> 2;
    let c1: u32 = 0;
    let c2 = counter2;
    let c3 = counter3;
    let k0 = key0;
    let k1 = key1;
    for (let round = 0; round < 10; round++) {
      const product0 = <u64>0xd2511f53 * <u64>c0;
      const product1 = <u64>0xcd9e8d57 * <u64>c2;
      c0 = <u32>(product1 >> 32) ^ c1 ^ k0;
      c1 = <u32>product1;
      c2 = <u32>(product0 >> 32) ^ c3 ^ k1;
      c3 = <u32>product0;
      k0 += 0x9e3779b9;
      k1 += 0xbb67ae85;
    }
    const at = result + <usize>(index << 2);
    store<f32>(at, toUnit(c0));
    if (index + 1 < last) store<f32>(at, toUnit(c1), 4);
    if (index + 2 < last) store<f32>(at, toUnit(c2), 8);
    if (index + 3 < last) store<f32>(at, toUnit(c3), 12);
  }
}

/** 23 random bits of mantissa under the exponent of 1 give a number in [1, 2). */
@inline
function toUnit(bits: u32): f32 {
  return reinterpret<f32>((bits & 0x7fffff) | 0x3f800000) - 1;
}
