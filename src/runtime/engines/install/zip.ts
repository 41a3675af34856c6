import { createWriteStream } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';

/** A file inside a zip archive. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly offset: number;
  /** Unix permissions; 0 where the archive was not made on Unix. */
  readonly mode: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * The directory of a zip archive (PKWARE's APPNOTE, sections 4.3.12 and 4.3.16). Archives of 4 GiB and more
 * (zip64) are refused: none of the files that netc unpacks is that large.
 */
export async function readZipDirectory(file: FileHandle): Promise<readonly ZipEntry[]> {
  const { size } = await file.stat();
  const tail = await readAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw new Error('it is not a zip archive, or it is cut short');
  const count = tail.readUInt16LE(end + 10);
  const directory = await readAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (directory.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('its directory is damaged');
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      compressedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** What may be said about an extraction. */
export interface ExtractOptions {
  /** Hears of each piece that was written. */
  readonly onBytes?: (count: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Writes one entry to `target` as it is inflated, and checks its CRC. */
export async function extractEntry(
  file: FileHandle,
  entry: ZipEntry,
  target: string,
  { onBytes = () => undefined, signal }: ExtractOptions = {},
): Promise<void> {
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw new Error(`${entry.name} is compressed by method ${entry.method}, which is not known`);
  }
  const header = await readAt(file, entry.offset, 30);
  if (header.readUInt32LE(0) !== LOCAL_HEADER) throw new Error(`${entry.name} is damaged`);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  await mkdir(dirname(target), { recursive: true });
  const aborting = signal ? { signal } : {};
  let crc = 0;
  let written = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      crc = crc32(chunk, crc);
      written += chunk.length;
      onBytes(chunk.length);
      done(null, chunk);
    },
  });
  const compressed = readRange(file, start, entry.compressedSize);
  const output = createWriteStream(target, entry.mode === 0 ? {} : { mode: entry.mode });
  await (entry.method === STORED
    ? pipeline(compressed, check, output, aborting)
    : pipeline(compressed, createInflateRaw({ chunkSize: 1 << 20 }), check, output, aborting));
  if (crc !== entry.crc || written !== entry.size) throw new Error(`${entry.name} is damaged`);
}

/** Opens an archive for the time of `use`. */
export async function withZip<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/** Reads through the handle, which stays open and stays the caller's, whatever becomes of the reading. */
async function* readRange(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  const end = start + length;
  for (let at = start; at < end;) {
    const chunk = await readAt(file, at, Math.min(1 << 20, end - at));
    if (chunk.length === 0) return;
    at += chunk.length;
    yield chunk;
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
