import { inflateSync } from 'node:zlib';
import type { Cursor } from '../cursor.ts';
import type { Hdf5File } from './hdf5-file.ts';

/** A step that the bytes of a chunk went through when they were written. */
export interface Filter {
  readonly id: number;
  readonly name: string;
  readonly settings: readonly number[];
}

/** Undoes a filter. `chunkBytes` is what the chunk has in the end. */
type Undo = (bytes: Uint8Array, settings: readonly number[], chunkBytes: number) => Uint8Array;

const checksumBytes = 4;

const undo: ReadonlyMap<number, Undo> = new Map<number, Undo>([
  [
    1,
    // A checksum may stand behind the chunk; what would inflate beyond that is stopped.
    (bytes, _, chunkBytes) => inflateSync(bytes, { maxOutputLength: chunkBytes + checksumBytes }),
  ],
  [2, unshuffle],
  // The checksum is left off, and not compared: deflate has one of its own.
  [3, (bytes) => bytes.subarray(0, Math.max(0, bytes.length - checksumBytes))],
]);

/** Names of filters that are not undone, where the file gives none. */
const otherFilters: Readonly<Record<number, string>> = {
  4: 'szip',
  5: 'nbit',
  6: 'scaleoffset',
  32000: 'lzf',
  32001: 'blosc',
  32004: 'lz4',
  32015: 'zstd',
};

/** Reads a filter pipeline message (IV.A.2.l of the specification). */
export function readFilters(cursor: Cursor, { broken }: Hdf5File): readonly Filter[] {
  const version = cursor.u8();
  if (version !== 1 && version !== 2) throw broken(`its filters are of the unknown version ${version}`);
  const count = cursor.u8();
  if (count > 32) throw broken(`an array went through ${count} filters`);
  if (version === 1) cursor.skip(6);
  return Array.from({ length: count }, () => {
    const id = cursor.u16();
    const nameBytes = version === 1 || id >= 256 ? cursor.u16() : 0;
    cursor.skip(2);
    const settingCount = cursor.u16();
    const name = cursor.text(version === 1 ? Math.ceil(nameBytes / 8) * 8 : nameBytes);
    const settings = Array.from({ length: settingCount }, () => cursor.u32());
    if (version === 1 && settingCount % 2 === 1) cursor.skip(4);
    return { id, name: name === '' ? (otherFilters[id] ?? `number ${id}`) : name, settings };
  });
}

/** The first filter that cannot be undone here. */
export const unknownFilter = (filters: readonly Filter[]): Filter | undefined =>
  filters.find(({ id }) => !undo.has(id));

/**
 * Undoes the filters of one chunk, the last first.
 * @param skipped a bit for each filter that this chunk did not go through
 * @returns exactly `chunkBytes` bytes
 * @throws Problem NET7200 where it inflates to more or less than that
 */
export function undoFilters(
  stored: Uint8Array,
  filters: readonly Filter[],
  skipped: number,
  chunkBytes: number,
  { broken }: Pick<Hdf5File, 'broken'>,
): Uint8Array {
  let bytes = stored;
  for (const [index, { id, settings }] of [...filters.entries()].reverse()) {
    if ((skipped & (1 << index)) !== 0) continue;
    try {
      bytes = undo.get(id)?.(bytes, settings, chunkBytes) ?? bytes;
    } catch {
      throw broken('a compressed piece of an array is damaged, or inflates beyond its size');
    }
  }
  if (bytes.length !== chunkBytes)
    throw broken(`a piece of an array has ${bytes.length} bytes where it should have ${chunkBytes}`);
  return bytes;
}

/** Bytes were sorted by their place in a number: first all the first bytes, then all the second. */
function unshuffle(bytes: Uint8Array, [width = 1]: readonly number[]): Uint8Array {
  if (width <= 1 || width > bytes.length) return bytes;
  const count = Math.floor(bytes.length / width);
  const result = new Uint8Array(bytes.length);
  for (let place = 0; place < width; place++) {
    const from = place * count;
    for (let index = 0; index < count; index++) result[index * width + place] = bytes[from + index] ?? 0;
  }
  // What does not make a whole number was left at the end.
  result.set(bytes.subarray(count * width), count * width);
  return result;
}
