import type { Cursor } from '../cursor.ts';
import { place, type Hdf5File } from './hdf5-file.ts';

/** The kinds of message that are understood, by their number in the format. */
export const messageKinds = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  externalFiles: 0x07,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  attributeInfo: 0x15,
} as const;

export interface Message {
  readonly kind: number;
  /** Whether its body stands elsewhere, and only where is written here. */
  readonly shared: boolean;
  /** At the beginning of the body. */
  readonly body: () => Cursor;
}

/** Far above what an object of Keras has; what claims more leads in circles. */
const mostPieces = 1000;
const mostMessages = 100_000;

interface Piece {
  readonly start: number;
  readonly length: number;
}

/**
 * The messages that describe a group or a dataset.
 * @throws Problem NET7200 where they do not lie inside of the file, or go on without an end
 */
export function readMessages(file: Hdf5File, address: number): readonly Message[] {
  const isSecond = Buffer.from(file.bytes.slice(address, 4)).toString('latin1') === 'OHDR';
  return isSecond ? secondVersion(file, address) : firstVersion(file, address);
}

function firstVersion(file: Hdf5File, address: number): readonly Message[] {
  const prefix = file.bytes.cursor(address, 16);
  const version = prefix.u8();
  if (version !== 1) throw file.broken(`there is no object at byte ${address}`);
  prefix.skip(7);
  return collect(file, { start: address + 16, length: prefix.u32() }, (cursor) => {
    if (cursor.left < 8) return undefined;
    const kind = cursor.u16();
    const size = cursor.u16();
    const shared = (cursor.u8() & 2) !== 0;
    cursor.skip(3);
    return { kind, shared, body: cursor.take(size) };
  });
}

function secondVersion(file: Hdf5File, address: number): readonly Message[] {
  const prefix = file.bytes.cursor(address, Math.min(40, file.bytes.size - address));
  prefix.skip(4);
  if (prefix.u8() !== 2) throw file.broken(`the object at byte ${address} is of an unknown version`);
  const flags = prefix.u8();
  if ((flags & 0x20) !== 0) prefix.skip(16);
  if ((flags & 0x10) !== 0) prefix.skip(4);
  const length = prefix.uint(1 << (flags & 3));
  const tracksOrder = (flags & 4) !== 0;
  const first = { start: address + prefix.position, length };
  return collect(
    file,
    first,
    (cursor) => {
      const headBytes = tracksOrder ? 6 : 4;
      // What is left over at the end is a gap.
      if (cursor.left < headBytes) return undefined;
      const kind = cursor.u8();
      const size = cursor.u16();
      const shared = (cursor.u8() & 2) !== 0;
      if (tracksOrder) cursor.skip(2);
      return { kind, shared, body: cursor.take(size) };
    },
    ({ start, length }) => {
      const signature = Buffer.from(file.bytes.slice(start, 4)).toString('latin1');
      if (signature !== 'OCHK' || length < 8) throw file.broken(`an object does not go on at byte ${start}`);
      // Between the signature and the checksum.
      return { start: start + 4, length: length - 8 };
    },
  );
}

interface RawMessage {
  readonly kind: number;
  readonly shared: boolean;
  readonly body: Uint8Array;
}

/** Messages of the first piece and of those that continue it. */
function collect(
  file: Hdf5File,
  first: Piece,
  next: (cursor: Cursor) => RawMessage | undefined,
  inner: (piece: Piece) => Piece = (piece) => piece,
): readonly Message[] {
  const messages: Message[] = [];
  const pieces = [first];
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index];
    if (piece === undefined) break;
    if (index > mostPieces) throw file.broken('the description of an object goes on without an end');
    const cursor = file.bytes.cursor(piece.start, piece.length);
    for (let raw = next(cursor); raw !== undefined; raw = next(cursor)) {
      const { kind, shared, body } = raw;
      if (kind === messageKinds.continuation) {
        const where = file.bytes.cursorOver(body);
        const start = place(where, file);
        if (start === undefined) throw file.broken('the description of an object goes on nowhere');
        pieces.push(inner({ start, length: where.uint(file.lengthSize) }));
      } else messages.push({ kind, shared, body: () => file.bytes.cursorOver(body) });
      if (messages.length > mostMessages)
        throw file.broken('the description of an object goes on without an end');
    }
  }
  return messages;
}
