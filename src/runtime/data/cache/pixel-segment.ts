import { createHash } from 'node:crypto';
import { closeSync, fstatSync, fsync, ftruncate, open, openSync, readSync, rename, rm, write } from 'node:fs';
import { promisify } from 'node:util';

/**
 * A file of photos of one size, one after another, then a key for each, then a footer. It is written under another name and
 * takes its own when it is whole; after that it never changes, so that any number of processes may read it.
 */
export interface PixelSegment {
  readonly file: number;
  readonly path: string;
  /** Keys in the order of their photos. */
  readonly keys: readonly string[];
  readonly bytes: number;
}

const MAGIC = 'netcpix1';
/** Bytes of a key. */
export const KEY_BYTES = 16;
/** Magic, number of photos, bytes of a photo, the beginning of the keys' SHA-256. */
const FOOTER_BYTES = 32;

const openFile = promisify(open);
const truncateFile = promisify(ftruncate);
const syncFile = promisify(fsync);
const renameFile = promisify(rename);
const removeFile = promisify(rm);

function footer(keys: Buffer, count: number, recordBytes: number): Buffer {
  const bytes = Buffer.alloc(FOOTER_BYTES);
  bytes.write(MAGIC, 'latin1');
  bytes.writeUInt32LE(count, 8);
  bytes.writeUInt32LE(recordBytes, 12);
  createHash('sha256').update(keys).digest().copy(bytes, 16, 0, 16);
  return bytes;
}

/** Opens a whole segment; undefined when it is not one for photos of so many bytes. */
export function openSegment(path: string, recordBytes: number): PixelSegment | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    // Another process may have removed it since it was listed.
    return undefined;
  }
  const keys = readKeys(file, recordBytes);
  if (keys !== undefined) return { file, path, ...keys };
  closeSync(file);
  return undefined;
}

function readKeys(file: number, recordBytes: number): Pick<PixelSegment, 'keys' | 'bytes'> | undefined {
  try {
    const bytes = fstatSync(file).size;
    const found = Buffer.alloc(FOOTER_BYTES);
    if (readSync(file, found, 0, FOOTER_BYTES, bytes - FOOTER_BYTES) !== FOOTER_BYTES) return undefined;
    const count = found.readUInt32LE(8);
    if (bytes !== count * (recordBytes + KEY_BYTES) + FOOTER_BYTES) return undefined;
    const keys = Buffer.alloc(count * KEY_BYTES);
    readSync(file, keys, 0, keys.length, count * recordBytes);
    if (!footer(keys, count, recordBytes).equals(found)) return undefined;
    return {
      bytes,
      keys: Array.from({ length: count }, (_, index) =>
        keys.toString('hex', index * KEY_BYTES, (index + 1) * KEY_BYTES),
      ),
    };
  } catch {
    return undefined;
  }
}

/** A segment in the making: photos can be read back from it as soon as they are written. */
export class SegmentWriter {
  readonly file: number;
  private readonly temporary: string;
  private readonly recordBytes: number;
  private readonly keys: string[] = [];
  /** Writes under way, and who waits for them to become fewer. */
  private writing = 0;
  private waiting: { readonly most: number; readonly resolve: () => void }[] = [];

  private constructor(file: number, temporary: string, recordBytes: number) {
    this.file = file;
    this.temporary = temporary;
    this.recordBytes = recordBytes;
  }

  /** @param temporary a path that nobody else uses */
  static async create(temporary: string, recordBytes: number): Promise<SegmentWriter> {
    return new SegmentWriter(await openFile(temporary, 'wx+'), temporary, recordBytes);
  }

  get count(): number {
    return this.keys.length;
  }

  /** Takes the next place for a photo; `done` is told when it is written, with its offset, or that it is not. */
  add(key: string, pixels: Uint8Array, done: (at: number, error: Error | undefined) => void): void {
    const at = (this.keys.push(key) - 1) * this.recordBytes;
    this.writing++;
    this.writeAll(pixels, at, (error) => {
      this.writing--;
      done(at, error);
      this.waiting = this.waiting.filter(({ most, resolve }) => {
        if (this.writing <= most) resolve();
        return this.writing > most;
      });
    });
  }

  /** Resolves when at most so many photos are still on their way to the disk. */
  settled(most: number): Promise<void> {
    if (this.writing <= most) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ most, resolve }));
  }

  /** Closes the segment with its keys, makes it durable and gives it its name. Nothing may be added afterwards. */
  async publish(path: string): Promise<PixelSegment> {
    await this.settled(0);
    const keys = Buffer.from(this.keys.join(''), 'hex');
    const end = Buffer.concat([keys, footer(keys, this.count, this.recordBytes)]);
    const at = this.count * this.recordBytes;
    await new Promise<void>((resolve, reject) => {
      this.writeAll(end, at, (error) => {
        if (error === undefined) resolve();
        else reject(error);
      });
    });
    await syncFile(this.file);
    await renameFile(this.temporary, path);
    return { file: this.file, path, keys: this.keys, bytes: at + end.length };
  }

  /** Throws everything away. The file stays open, and empty: closing it is the caller's part, when nobody reads it any more. */
  async discard(): Promise<void> {
    await this.settled(0);
    await truncateFile(this.file, 0).catch(() => undefined);
    await removeFile(this.temporary, { force: true }).catch(() => undefined);
  }

  private writeAll(bytes: Uint8Array, at: number, done: (error: Error | undefined) => void): void {
    write(this.file, bytes, 0, bytes.length, at, (error, written) => {
      if (error !== null) done(error);
      else if (written === bytes.length) done(undefined);
      else this.writeAll(bytes.subarray(written), at + written, done);
    });
  }
}
