import { unsoundWeightFile } from '../../../diagnostics/catalogue/weight-files.ts';
import { Problem } from '../../problem.ts';
import { ByteFile } from './byte-file.ts';
import type { ByteSource } from './byte-source.ts';

interface Part {
  readonly path: string;
  readonly start: number;
  readonly size: number;
}

/** Files read as if they were one. Each is open only while something of it is read: there may be hundreds. */
export class JoinedFiles implements ByteSource {
  readonly path: string;
  readonly size: number;
  readonly #parts: readonly Part[];

  private constructor(path: string, parts: readonly Part[], size: number) {
    this.path = path;
    this.#parts = parts;
    this.size = size;
  }

  /**
   * @param path what messages name
   * @throws Problem NET7010 or NET7011 when one of them cannot be opened
   */
  static async of(path: string, files: readonly string[]): Promise<JoinedFiles> {
    const parts: Part[] = [];
    let size = 0;
    for (const each of files) {
      const file = await ByteFile.open(each);
      parts.push({ path: each, start: size, size: file.size });
      size += file.size;
      await file.close();
    }
    return new JoinedFiles(path, parts, size);
  }

  readonly broken = (reason: string): Problem =>
    new Problem(unsoundWeightFile(undefined, { path: this.path, reason }));

  mustHold(start: number, length: number): void {
    if (!(start >= 0 && length >= 0 && start + length <= this.size))
      throw this.broken(`it speaks of bytes ${start} to ${start + length}, and its parts have ${this.size}`);
  }

  async fill(target: Uint8Array, start: number): Promise<void> {
    this.mustHold(start, target.length);
    const end = start + target.length;
    for (const part of this.#parts) {
      const from = Math.max(start, part.start);
      const to = Math.min(end, part.start + part.size);
      if (from >= to) continue;
      const file = await ByteFile.open(part.path);
      try {
        await file.fill(target.subarray(from - start, to - start), from - part.start);
      } finally {
        await file.close();
      }
    }
  }
}
