/** Numbers that tests and the oracles (scripts/oracles/draws.py) make alike, from a name and an index alone. */

/** FNV-1a over the name's bytes, 32 bits. */
function nameSeed(name: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

/** `count` float32 numbers in [0, 1) with 24 bits each: MurmurHash3's finaliser of seed + index. */
export function uniform(name: string, count: number): Float32Array {
  const seed = nameSeed(name);
  const draws = new Float32Array(count);
  for (let index = 0; index < count; index += 1) {
    let h = (Math.imul(index, 0x9e3779b1) + seed) >>> 0;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
    draws[index] = (h >>> 8) / 2 ** 24;
  }
  return draws;
}

/** A plausible initial value of the weight at `path`: its last part says what kind of weight it is. */
export function drawWeight(path: string, shape: readonly number[]): Float32Array {
  const draws = uniform(
    path,
    shape.reduce((product, size) => product * size, 1),
  );
  const kind = path.slice(path.lastIndexOf('/') + 1);
  if (kind.endsWith('kernel')) {
    const area = shape.slice(0, -2).reduce((product, size) => product * size, 1);
    const limit = Math.fround(Math.sqrt(6 / (area * ((shape.at(-2) ?? 1) + (shape.at(-1) ?? 1)))));
    return draws.map((u) => Math.fround(2 * u - 1) * limit);
  }
  if (kind === 'gamma' || kind === 'moving_variance') return draws.map((u) => 1 + 0.25 * u);
  return draws.map((u) => Math.fround(2 * u - 1) * Math.fround(0.1));
}

/** Which elements of a tensor a fixture keeps: all of a small one, a fixed draw of a large one. */
export function sampleIndices(path: string, count: number, samples = 24): number[] {
  if (count <= samples) return Array.from({ length: count }, (_, index) => index);
  return Array.from(uniform(`${path}#samples`, samples), (u) => Math.trunc(u * count));
}
