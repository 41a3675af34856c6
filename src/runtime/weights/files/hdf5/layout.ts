import type { Cursor } from '../cursor.ts';
import { place, type Hdf5File } from './hdf5-file.ts';

/** Where the numbers of a dataset are. */
export type Layout =
  | { readonly kind: 'compact'; readonly data: Uint8Array }
  /** Undefined `start`: never written, so that all are what the file fills with. */
  | { readonly kind: 'contiguous'; readonly start: number | undefined; readonly bytes: number }
  /** `sizes` has the element's bytes as its last. */
  | { readonly kind: 'chunked'; readonly tree: number | undefined; readonly sizes: readonly number[] }
  | { readonly kind: 'unread'; readonly feature: string };

/** Reads a data layout message (IV.A.2.i of the specification). */
export function readLayout(cursor: Cursor, file: Hdf5File): Layout {
  const version = cursor.u8();
  if (version < 3) return { kind: 'unread', feature: 'arrays laid out as before HDF5 1.6.3' };
  if (version > 4) throw file.broken(`an array is laid out in the unknown way ${version}`);
  switch (cursor.u8()) {
    case 0:
      return { kind: 'compact', data: cursor.take(cursor.u16()) };
    case 1:
      return { kind: 'contiguous', start: place(cursor, file), bytes: cursor.uint(file.lengthSize) };
    case 2: {
      if (version === 4)
        return { kind: 'unread', feature: 'chunks in an order that came with HDF5 1.10 (libver="latest")' };
      const count = dimensionality(cursor, file);
      const tree = place(cursor, file);
      return { kind: 'chunked', tree, sizes: Array.from({ length: count }, () => cursor.u32()) };
    }
    case 3:
      return { kind: 'unread', feature: 'a virtual dataset, made of pieces of other files' };
    default:
      throw file.broken('an array is laid out in an unknown way');
  }
}

function dimensionality(cursor: Cursor, file: Hdf5File): number {
  const count = cursor.u8();
  if (count < 1 || count > 33) throw file.broken(`an array is laid out in ${count} dimensions`);
  return count;
}
