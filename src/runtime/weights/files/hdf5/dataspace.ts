import type { Cursor } from '../cursor.ts';
import { elementCount } from '../numbers.ts';
import type { Hdf5File } from './hdf5-file.ts';

/** The sizes of a dataset or an attribute; undefined where it holds nothing at all. */
export type Dataspace = readonly number[] | undefined;

const mostDimensions = 32;

/** Reads a dataspace message (IV.A.2.b of the specification). */
export function readDataspace(cursor: Cursor, { lengthSize, broken }: Hdf5File): Dataspace {
  const version = cursor.u8();
  if (version !== 1 && version !== 2) throw broken(`an array has a shape of the unknown version ${version}`);
  const rank = cursor.u8();
  if (rank > mostDimensions) throw broken(`an array has ${rank} dimensions`);
  cursor.skip(1);
  const type = cursor.u8();
  if (version === 1) cursor.skip(4);
  else if (type === 2) return undefined;
  const shape = Array.from({ length: rank }, () => cursor.uint(lengthSize));
  if (!Number.isSafeInteger(elementCount(shape)))
    throw broken(`an array has the shape [${shape.join(', ')}]`);
  return shape;
}
