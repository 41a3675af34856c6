/**
 * A hash of bytes that depends on a seed: two lanes of MurmurHash3's 32-bit body and finaliser (Appleby 2011), the second
 * over the first one's state.
 * @returns 53 bits: a whole number below 2⁵³
 */
export function seededHash(bytes: Uint8Array, seed: number): number {
  let [low, high] = [seed | 0, (seed ^ 0x9e3779b9) | 0];
  for (const byte of bytes) {
    low = Math.imul(low ^ byte, 0xcc9e2d51);
    low = Math.imul((low << 13) | (low >>> 19), 5) + 0x52dce729;
    high = Math.imul(high ^ byte ^ low, 0x1b873593);
    high = Math.imul((high << 15) | (high >>> 17), 9) + 0x38b34ae5;
  }
  return (finished(high) >>> 11) * 2 ** 32 + (finished(low ^ high ^ bytes.length) >>> 0);
}

function finished(state: number): number {
  let hash = state ^ (state >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
