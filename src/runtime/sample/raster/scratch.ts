/**
 * Buffers that are used again from picture to picture, by name. Pictures of a megabyte a piece would keep the garbage
 * collector busier than the painter. What they hold is good until the same name is asked for again.
 */
export class Scratch {
  readonly #floats = new Map<string, Float32Array<ArrayBuffer>>();
  readonly #shorts = new Map<string, Int16Array<ArrayBuffer>>();

  /** A buffer of that many floats, holding anything. */
  float(name: string, length: number): Float32Array<ArrayBuffer> {
    const kept = this.#floats.get(name);
    if (kept !== undefined && kept.length >= length) return kept.subarray(0, length);
    const made = new Float32Array(length);
    this.#floats.set(name, made);
    return made;
  }

  /** A buffer of that many 16-bit integers, holding anything. */
  short(name: string, length: number): Int16Array<ArrayBuffer> {
    const kept = this.#shorts.get(name);
    if (kept !== undefined && kept.length >= length) return kept.subarray(0, length);
    const made = new Int16Array(length);
    this.#shorts.set(name, made);
    return made;
  }
}
