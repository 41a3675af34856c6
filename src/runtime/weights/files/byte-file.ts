import { constants, readSync } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { cannotRead, noSuchFile } from '../../../diagnostics/catalogue/run.ts';
import { unsoundWeightFile } from '../../../diagnostics/catalogue/weight-files.ts';
import { Problem } from '../../problem.ts';
import { plainReason } from '../../run-folder/write-whole.ts';
import type { ByteSource } from './byte-source.ts';
import { Cursor } from './cursor.ts';

const blockBytes = 32 * 1024;

/** Blocks kept for small reads: descriptions of arrays lie close together, and are small. */
const mostBlocks = 16;

/** The longest part that is read in one piece into memory of its own; a header of safetensors is the longest there is. */
const mostSliceBytes = 128 << 20;

/** What one call to the system reads at most; Node allows less than 2³¹ bytes. */
const mostAtOnce = 1 << 30;

/**
 * A file, or a part of one, that is read at given places. Nothing outside of it can be reached through it, whatever
 * the places that its contents name.
 */
export class ByteFile implements ByteSource {
  readonly path: string;
  readonly size: number;
  /** Its first byte in the file of that path. */
  readonly start: number;
  readonly #handle: FileHandle;
  readonly #blocks = new Map<number, Uint8Array>();

  /** What to throw where the contents contradict themselves. */
  readonly broken: (reason: string) => Problem;

  private constructor(
    path: string,
    handle: FileHandle,
    start: number,
    size: number,
    broken: ByteFile['broken'],
  ) {
    this.path = path;
    this.size = size;
    this.broken = broken;
    this.#handle = handle;
    this.start = start;
  }

  /**
   * @param broken what to throw where the contents contradict themselves
   * @throws Problem NET7010 or NET7011 when there is no such file, or it is none that has an end
   */
  static async open(path: string, broken = unsoundWeights(path)): Promise<ByteFile> {
    try {
      // A pipe or a device would keep `open` or a read waiting.
      if (!(await stat(path)).isFile())
        throw new Problem(cannotRead(undefined, { path, reason: 'it is no file' }));
      const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
      return new ByteFile(path, handle, 0, (await handle.stat()).size, broken);
    } catch (error) {
      throw asProblem(path, error);
    }
  }

  /** A part of the file as a file of its own, over the same handle. */
  window(start: number, size: number): ByteFile {
    this.mustHold(start, size);
    return new ByteFile(this.path, this.#handle, this.start + start, size, this.broken);
  }

  /**
   * A small part, such as a header.
   * @throws Problem NET7200 where it does not lie inside of the file
   */
  slice(start: number, length: number): Uint8Array {
    this.mustHold(start, length);
    const first = Math.floor(start / blockBytes);
    if (start + length <= (first + 1) * blockBytes)
      return this.#block(first).subarray(start - first * blockBytes, start - first * blockBytes + length);
    if (length > mostSliceBytes) throw this.broken(`a part that describes others claims ${length} bytes`);
    const bytes = new Uint8Array(length);
    this.#readSync(bytes, start);
    return bytes;
  }

  /** The same with a cursor at its beginning. */
  cursor(start: number, length: number): Cursor {
    return new Cursor(this.slice(start, length), this.broken);
  }

  /** A cursor over bytes that were read before. */
  cursorOver(bytes: Uint8Array): Cursor {
    return new Cursor(bytes, this.broken);
  }

  /** Fills `target` with what stands from `start` on, without holding up whatever else goes on. */
  async fill(target: Uint8Array, start: number): Promise<void> {
    this.mustHold(start, target.length);
    for (let done = 0; done < target.length;) {
      const length = Math.min(target.length - done, mostAtOnce);
      const { bytesRead } = await this.#handle
        .read(target, done, length, this.start + start + done)
        .catch((error: unknown) => {
          throw asProblem(this.path, error);
        });
      if (bytesRead === 0) throw this.broken('it became shorter while it was read');
      done += bytesRead;
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** @throws Problem NET7200 where these bytes do not all lie inside of it */
  mustHold(start: number, length: number): void {
    if (!(start >= 0 && length >= 0 && start + length <= this.size))
      throw this.broken(`it speaks of bytes ${start} to ${start + length}, and has ${this.size}`);
  }

  #block(index: number): Uint8Array {
    const kept = this.#blocks.get(index);
    if (kept !== undefined) return kept;
    const bytes = new Uint8Array(Math.min(blockBytes, this.size - index * blockBytes));
    this.#readSync(bytes, index * blockBytes);
    const [oldest] = this.#blocks.keys();
    if (oldest !== undefined && this.#blocks.size >= mostBlocks) this.#blocks.delete(oldest);
    this.#blocks.set(index, bytes);
    return bytes;
  }

  #readSync(target: Uint8Array, start: number): void {
    for (let done = 0; done < target.length;) {
      const read = readSync(this.#handle.fd, target, done, target.length - done, this.start + start + done);
      if (read === 0) throw this.broken('it became shorter while it was read');
      done += read;
    }
  }
}

function unsoundWeights(path: string): ByteFile['broken'] {
  return (reason) => new Problem(unsoundWeightFile(undefined, { path, reason }));
}

/** An error of the system, in words. */
export function asProblem(path: string, error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    return new Problem(noSuchFile(undefined, { path, similar: undefined }));
  return new Problem(cannotRead(undefined, { path, reason: plainReason(error) }));
}
