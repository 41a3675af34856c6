import { createHash } from 'node:crypto';
import { closeSync, fstatSync, fsync, ftruncate, open, openSync, readSync, rename, rm, write } from 'node:fs';
import { promisify } from 'node:util';
import { KEY_BYTES, NO_KEY } from './place-table.ts';

/**
 * A file of photos of one size, one after another, then a key for each, then a footer. It is written under another name and
 * takes its own when it is whole; after that it never changes, so that any number of processes may read it. A place that no
 * photo has taken in the end has a key of zeros.
 */
export interface PixelSegment {
  readonly file: number;
  readonly path: string;
}

/** A segment, with the keys of its photos in their order. */
export interface ReadSegment extends PixelSegment {
  readonly keys: readonly string[];
}

const MAGIC = 'netcpix1';
/** Magic, number of photos, bytes of a photo, the beginning of the keys' SHA-256. */
const FOOTER_BYTES = 32;

const openFile = promisify(open);
const writeFile = promisify(write);
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
export function openSegment(path: string, recordBytes: number): ReadSegment | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    // Another process may have removed it since it was listed.
    return undefined;
  }
  const keys = readKeys(file, recordBytes);
  if (keys !== undefined) return { file, path, keys };
  closeSync(file);
  return undefined;
}

function readKeys(file: number, recordBytes: number): readonly string[] | undefined {
  try {
    const bytes = fstatSync(file).size;
    const found = Buffer.alloc(FOOTER_BYTES);
    if (readSync(file, found, 0, FOOTER_BYTES, bytes - FOOTER_BYTES) !== FOOTER_BYTES) return undefined;
    const count = found.readUInt32LE(8);
    if (bytes !== count * (recordBytes + KEY_BYTES) + FOOTER_BYTES) return undefined;
    const keys = Buffer.alloc(count * KEY_BYTES);
    readSync(file, keys, 0, keys.length, count * recordBytes);
    if (!footer(keys, count, recordBytes).equals(found)) return undefined;
    return Array.from({ length: count }, (_, index) =>
      keys.toString('latin1', index * KEY_BYTES, (index + 1) * KEY_BYTES),
    );
  } catch {
    return undefined;
  }
}

/** A segment in the making: others write the photos, each to the place that it was given, and it can be read there at once. */
export class SegmentWriter {
  readonly file: number;
  private readonly temporary: string;
  private readonly recordBytes: number;
  private readonly keys: string[] = [];
  /** Places that are given, and not yet written. */
  private open = 0;
  private whenSettled: (() => void) | undefined;

  private constructor(file: number, temporary: string, recordBytes: number) {
    this.file = file;
    this.temporary = temporary;
    this.recordBytes = recordBytes;
  }

  /** @param temporary a path that nobody else uses */
  static async create(temporary: string, recordBytes: number): Promise<SegmentWriter> {
    return new SegmentWriter(await openFile(temporary, 'wx+'), temporary, recordBytes);
  }

  /** Places that were given. */
  get count(): number {
    return this.keys.length;
  }

  /** The offset of the next place, for the photo of a key; `settle` must be told what became of it. */
  reserve(key: string): number {
    this.open++;
    return (this.keys.push(key) - 1) * this.recordBytes;
  }

  /** Takes note that the photo of a place is written, or that there will be none. */
  settle(at: number, isWritten: boolean): void {
    if (!isWritten) this.keys[at / this.recordBytes] = NO_KEY;
    this.open--;
    if (this.open === 0) this.whenSettled?.();
  }

  /**
   * Closes the segment with its keys, makes it durable and gives it its name, when every place is settled. None may be
   * reserved afterwards.
   */
  async publish(path: string): Promise<PixelSegment> {
    await this.settled();
    const keys = Buffer.from(this.keys.join(''), 'latin1');
    const end = Buffer.concat([keys, footer(keys, this.count, this.recordBytes)]);
    const at = this.count * this.recordBytes;
    for (let written = 0; written < end.length;)
      written += (await writeFile(this.file, end, written, end.length - written, at + written)).bytesWritten;
    await syncFile(this.file);
    await renameFile(this.temporary, path);
    return { file: this.file, path };
  }

  /** Throws everything away. The file stays open, and empty: closing it is the caller's part, when nobody uses it any more. */
  async discard(): Promise<void> {
    await this.settled();
    await truncateFile(this.file, 0).catch(() => undefined);
    await removeFile(this.temporary, { force: true }).catch(() => undefined);
  }

  private settled(): Promise<void> {
    if (this.open === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.whenSettled = resolve;
    });
  }
}
