import type { Problem } from '../../../problem.ts';
import type { ByteFile } from '../byte-file.ts';
import type { Cursor } from '../cursor.ts';

/**
 * The beginning of an HDF5 file. https://docs.hdfgroup.org/hdf5/v1_14/_f_m_t3.html (file format specification 3.0)
 *
 * What is read here is the part of the format that Keras writes: groups, datasets that lie in one piece or in chunks,
 * deflated or not, numbers, and attributes of text. Written anew because the C library, compiled to WebAssembly, keeps
 * each array twice, and cannot be stopped where a damaged file leads it astray.
 */
export interface Hdf5File {
  readonly bytes: ByteFile;
  /** Bytes of a place in the file, and of a length. */
  readonly offsetSize: number;
  readonly lengthSize: number;
  /** Where the root group is described. */
  readonly root: number;
  /** Texts of varying length that were read, by the place of their collection, and how many bytes that were. */
  readonly heaps: { readonly collections: Map<number, ReadonlyMap<number, Uint8Array>>; bytes: number };
  readonly broken: (reason: string) => Problem;
}

export const hdf5Signature: readonly number[] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** @throws Problem NET7200 where the superblock contradicts itself, or is of a version that does not exist */
export function openHdf5(bytes: ByteFile): Hdf5File {
  const { broken } = bytes;
  const cursor = bytes.cursor(0, Math.min(bytes.size, 128));
  if (!hdf5Signature.every((byte) => cursor.u8() === byte)) throw broken('it does not begin as HDF5 does');
  const version = cursor.u8();
  if (version > 3) throw broken(`it is HDF5 of the unknown version ${version}`);
  if (version < 2) cursor.skip(4);
  const offsetSize = sizeOf(cursor, broken);
  const lengthSize = sizeOf(cursor, broken);
  if (version < 2) cursor.skip(version === 0 ? 9 : 13);
  else cursor.skip(1);
  const partial: Hdf5File = {
    bytes,
    offsetSize,
    lengthSize,
    root: 0,
    heaps: { collections: new Map(), bytes: 0 },
    broken,
  };
  const base = place(cursor, partial);
  if (base !== 0) throw broken('its HDF5 part does not begin at the beginning');
  place(cursor, partial);
  const end = place(cursor, partial);
  if (end === undefined || end > bytes.size)
    throw broken(`it has ${bytes.size} bytes, and says of itself that it has ${end ?? 'more'}`);
  // Versions below 2 name the root group by an entry of a symbol table, which begins with the offset of its name.
  if (version < 2) cursor.skip(2 * offsetSize);
  const root = place(cursor, partial);
  if (root === undefined) throw broken('it has no root group');
  return { ...partial, root };
}

function sizeOf(cursor: Cursor, broken: (reason: string) => Problem): number {
  const size = cursor.u8();
  if (size !== 2 && size !== 4 && size !== 8) throw broken(`its places have ${size} bytes`);
  return size;
}

/** Reads a place in the file; undefined for the one that stands for none. */
export function place(cursor: Cursor, { offsetSize }: Pick<Hdf5File, 'offsetSize'>): number | undefined {
  const bytes = cursor.take(offsetSize);
  if (bytes.every((byte) => byte === 0xff)) return undefined;
  // Beyond 2⁵³ it is no longer exact, and beyond every file.
  return bytes.reduceRight((value, byte) => value * 256 + byte, 0);
}
