import type { Cursor } from '../cursor.ts';
import type { Problem } from '../../../problem.ts';
import { readVarint } from './wire.ts';

/** A copy of 64 bytes takes three: nothing inflates more than that. */
const mostInflation = 22;

/**
 * Unpacks Snappy. https://github.com/google/snappy/blob/main/format_description.txt
 * @throws Problem where it does not make exactly what it says, or copies from before its beginning
 */
export function unpackSnappy(cursor: Cursor, broken: (reason: string) => Problem): Uint8Array {
  const damaged = (): Problem => broken('a compressed part of it is damaged');
  const size = readVarint(cursor, broken);
  if (size > cursor.left * mostInflation) throw damaged();
  const result = new Uint8Array(size);
  let done = 0;
  while (cursor.left > 0) {
    const tag = cursor.u8();
    const kind = tag & 3;
    if (kind === 0) {
      const short = tag >> 2;
      const length = (short < 60 ? short : littleEndian(cursor.take(short - 59))) + 1;
      if (done + length > size) throw damaged();
      result.set(cursor.take(length), done);
      done += length;
      continue;
    }
    const length = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const back = kind === 1 ? ((tag >> 5) << 8) | cursor.u8() : cursor.uint(kind === 2 ? 2 : 4);
    if (back === 0 || back > done || done + length > size) throw damaged();
    // Byte by byte: what is copied may be what the same copy has just made.
    for (const end = done + length; done < end; done++) result[done] = result[done - back] ?? 0;
  }
  if (done !== size) throw damaged();
  return result;
}

const littleEndian = (bytes: Uint8Array): number => bytes.reduceRight((value, byte) => value * 256 + byte, 0);
