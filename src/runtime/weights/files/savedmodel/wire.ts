import type { Cursor } from '../cursor.ts';
import type { Problem } from '../../../problem.ts';

/** One field of a protobuf message. https://protobuf.dev/programming-guides/encoding/ */
export interface Field {
  readonly number: number;
  /** Of a field that is a number. */
  readonly value: number;
  /** Of a field that is a text, bytes or a message. */
  readonly bytes: Uint8Array;
}

const none = new Uint8Array(0);

/** A number of varying length; beyond 2⁵³ it is no longer exact, and is no size or place that a file has. */
export function readVarint(cursor: Cursor, broken: (reason: string) => Problem): number {
  let value = 0;
  for (let shift = 0; shift < 70; shift += 7) {
    const byte = cursor.u8();
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
  throw broken('a number in it has no end');
}

/** The fields of a message, in the order in which they stand. */
export function readFields(cursor: Cursor, broken: (reason: string) => Problem): readonly Field[] {
  const fields: Field[] = [];
  while (cursor.left > 0) {
    const key = readVarint(cursor, broken);
    const number = Math.floor(key / 8);
    switch (key % 8) {
      case 0:
        fields.push({ number, value: readVarint(cursor, broken), bytes: none });
        break;
      case 1:
        cursor.skip(8);
        break;
      case 2:
        fields.push({ number, value: 0, bytes: cursor.take(readVarint(cursor, broken)) });
        break;
      case 5:
        fields.push({ number, value: cursor.u32(), bytes: none });
        break;
      default:
        throw broken('a message in it is damaged');
    }
  }
  return fields;
}
