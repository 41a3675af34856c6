import { Buffer } from 'node:buffer';

const FIRST_BYTES = 1 << 16;
const FIRST_ROWS = 1 << 12;

/** Texts one after another in one piece of memory: a million strings would be a million objects. */
export class TextColumn {
  private bytes = Buffer.alloc(FIRST_BYTES);
  /** Where each text ends. */
  private ends = new Uint32Array(FIRST_ROWS);
  private count = 0;
  private used = 0;

  get length(): number {
    return this.count;
  }

  add(text: string): void {
    // A code unit takes three bytes at most.
    const most = this.used + text.length * 3;
    if (most > this.bytes.length) this.bytes = grown(this.bytes, most);
    if (this.count === this.ends.length) {
      const ends = new Uint32Array(this.ends.length * 2);
      ends.set(this.ends);
      this.ends = ends;
    }
    this.used += this.bytes.write(text, this.used);
    this.ends[this.count++] = this.used;
  }

  at(row: number): string {
    return this.bytes.toString('utf8', this.start(row), this.ends[row]);
  }

  /** The bytes of a text, valid until the next one is added. */
  bytesAt(row: number): Uint8Array {
    return this.bytes.subarray(this.start(row), this.ends[row]);
  }

  private start(row: number): number {
    return row === 0 ? 0 : (this.ends[row - 1] ?? 0);
  }
}

function grown(bytes: Buffer, least: number): Buffer<ArrayBuffer> {
  const larger = Buffer.alloc(Math.max(bytes.length * 2, least));
  bytes.copy(larger);
  return larger;
}
