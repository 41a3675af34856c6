import type { Problem } from '../../problem.ts';

/** Reads little-endian numbers and texts one after another, and never beyond the end. */
export class Cursor {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly #broken: (reason: string) => Problem;
  #position = 0;

  /** @param broken makes the error for bytes that end too early, or a number too large to be true */
  constructor(bytes: Uint8Array, broken: (reason: string) => Problem) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#broken = broken;
  }

  get position(): number {
    return this.#position;
  }

  get left(): number {
    return this.bytes.length - this.#position;
  }

  u8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  /** Eight bytes as a number; those above 2⁵³ are sizes and places that no file has. */
  u64(): number {
    const value = this.#view.getBigUint64(this.#advance(8), true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw this.#broken(`it has a size or place of ${value}`);
    return Number(value);
  }

  /** A number of 1, 2, 4 or 8 bytes. */
  uint(size: number): number {
    switch (size) {
      case 1:
        return this.u8();
      case 2:
        return this.u16();
      case 4:
        return this.u32();
      default:
        return this.u64();
    }
  }

  take(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.bytes.subarray(start, start + length);
  }

  skip(length: number): void {
    this.#advance(length);
  }

  /** Goes on to the next multiple of `unit`, counted from the beginning. */
  align(unit: number): void {
    this.skip((unit - (this.#position % unit)) % unit);
  }

  /** A cursor of its own over the next bytes. */
  part(length: number): Cursor {
    return new Cursor(this.take(length), this.#broken);
  }

  /** Text up to a zero or the end. */
  text(length: number): string {
    return textOf(this.take(length));
  }

  #advance(length: number): number {
    const start = this.#position;
    if (length > this.left) throw this.#broken('a part of it ends too early');
    this.#position = start + length;
    return start;
  }
}

const decoder = new TextDecoder();

/** UTF-8 up to the first zero. */
export function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
}
