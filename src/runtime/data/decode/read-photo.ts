import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { PhotoFaultError } from '../photo-problem.ts';
import { MAX_FILE_BYTES } from './limits.ts';

/** Opens a file to be read, at once: a pipe would keep the thread waiting for its writer. Windows has no such flag: it counts as 0. */
export function openAtOnce(path: string | Uint8Array): number {
  return openSync(
    typeof path === 'string' ? path : Buffer.from(path),
    constants.O_RDONLY | constants.O_NONBLOCK,
  );
}

/** Reads whole files one after another into the same memory. */
export class FileReader {
  private buffer = Buffer.allocUnsafeSlow(1 << 18);

  /**
   * The bytes of a file, valid until the next call. Blocks: it is meant for worker threads.
   * @param expected its size, as far as is known
   * @throws PhotoFaultError or the error of the file system
   */
  read(path: string | Uint8Array, expected = -1): Uint8Array {
    const file = openAtOnce(path);
    try {
      let filled = 0;
      for (;;) {
        const count = readSync(file, this.buffer, filled, this.buffer.length - filled, null);
        filled += count;
        // There was room for more, so this is all.
        if (filled === expected && filled < this.buffer.length) return this.buffer.subarray(0, filled);
        // Asking the system for the size takes as long as reading: it is done for what is unusual alone.
        if (filled === 0 || filled === this.buffer.length) this.makeRoom(file);
        if (count === 0) return this.buffer.subarray(0, filled);
      }
    } finally {
      closeSync(file);
    }
  }

  /** Makes room for the whole of a file; what was read of it stays. */
  private makeRoom(file: number): void {
    const status = fstatSync(file);
    if (!status.isFile())
      throw new PhotoFaultError('unreadable', status.isDirectory() ? 'EISDIR' : 'ENOTSUP');
    const { size } = status;
    if (size > MAX_FILE_BYTES) throw new PhotoFaultError('too-large', `${size} bytes`);
    if (size < this.buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.ceil((size + 1) * 1.25));
    larger.set(this.buffer);
    this.buffer = larger;
  }

  /**
   * Some bytes of a file, valid until the next call.
   * @throws PhotoFaultError where the file ends before, or the error of the file system
   */
  readPart(path: string | Uint8Array, at: number, length: number): Uint8Array {
    if (length > MAX_FILE_BYTES) throw new PhotoFaultError('too-large', `${length} bytes`);
    if (length > this.buffer.length) this.buffer = Buffer.allocUnsafeSlow(length);
    const file = openAtOnce(path);
    try {
      for (let filled = 0; filled < length;) {
        const count = readSync(file, this.buffer, filled, length - filled, at + filled);
        if (count === 0) throw new PhotoFaultError('truncated');
        filled += count;
      }
      return this.buffer.subarray(0, length);
    } finally {
      closeSync(file);
    }
  }
}
