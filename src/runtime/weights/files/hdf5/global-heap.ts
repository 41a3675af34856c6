import type { Cursor } from '../cursor.ts';
import { place, type Hdf5File } from './hdf5-file.ts';

/** All texts of varying length together: far above what describes any network. */
const mostHeapBytes = 64 << 20;

/** What a reference to text of varying length leads to (III.E of the specification). */
export function readHeapObject(reference: Cursor, file: Hdf5File): Uint8Array {
  const length = reference.u32();
  const address = place(reference, file);
  const index = reference.u32();
  if (length === 0 || address === undefined) return new Uint8Array(0);
  const bytes = collectionAt(address, file).get(index);
  if (bytes === undefined || length > bytes.length) throw file.broken('a text is not where it is said to be');
  return bytes.subarray(0, length);
}

/** Texts are kept together; a collection is read once. */
function collectionAt(address: number, file: Hdf5File): ReadonlyMap<number, Uint8Array> {
  const kept = file.heaps.collections.get(address);
  if (kept !== undefined) return kept;
  const head = file.bytes.cursor(address, 8 + file.lengthSize);
  if (head.text(4) !== 'GCOL') throw file.broken(`there is no text at byte ${address}`);
  head.skip(4);
  const size = head.uint(file.lengthSize);
  file.heaps.bytes += size;
  if (file.heaps.bytes > mostHeapBytes)
    throw file.broken('its texts claim more bytes than any network needs');
  const collection = new Map<number, Uint8Array>();
  const objects = file.bytes.cursor(address, size);
  objects.skip(8 + file.lengthSize);
  while (objects.left >= 8 + file.lengthSize) {
    const index = objects.u16();
    objects.skip(6);
    const objectBytes = objects.uint(file.lengthSize);
    // Object 0 is the free space at the end.
    if (index === 0) break;
    collection.set(index, objects.take(objectBytes));
    objects.skip(Math.min(objects.left, (8 - (objects.position % 8)) % 8));
  }
  file.heaps.collections.set(address, collection);
  return collection;
}
