import { textOf, type Cursor } from '../cursor.ts';
import { elementCount } from '../numbers.ts';
import { readDataspace, type Dataspace } from './dataspace.ts';
import { readDatatype, type Datatype } from './datatype.ts';
import { readHeapObject } from './global-heap.ts';
import { place, type Hdf5File } from './hdf5-file.ts';
import { messageKinds, type Message } from './object-header.ts';
import { unread } from './unread.ts';

/** An attribute of a group or dataset, not yet read. */
export interface Attribute {
  readonly name: string;
  readonly type: Datatype;
  readonly shape: Dataspace;
  readonly body: Cursor;
}

/** The attributes among the messages of an object, by name. */
export function readAttributes(messages: readonly Message[], file: Hdf5File): ReadonlyMap<string, Attribute> {
  const attributes = new Map<string, Attribute>();
  for (const message of messages) {
    if (message.kind === messageKinds.attributeInfo) refuseDense(message.body(), file);
    if (message.kind !== messageKinds.attribute) continue;
    const attribute = readAttribute(message.body(), file);
    if (attribute !== undefined) attributes.set(attribute.name, attribute);
  }
  return attributes;
}

/** Undefined where its datatype stands elsewhere, which no attribute of text has. */
function readAttribute(cursor: Cursor, file: Hdf5File): Attribute | undefined {
  const version = cursor.u8();
  if (version < 1 || version > 3) throw file.broken(`an attribute is of the unknown version ${version}`);
  const flags = cursor.u8();
  const sizes = [cursor.u16(), cursor.u16(), cursor.u16()] as const;
  if (version === 3) cursor.skip(1);
  const next = (size: number): Cursor => {
    const part = cursor.part(size);
    if (version === 1) cursor.skip(Math.min((8 - (size % 8)) % 8, cursor.left));
    return part;
  };
  const [nameBytes, typeBytes, shapeBytes] = sizes;
  const name = next(nameBytes).text(nameBytes);
  const typeCursor = next(typeBytes);
  const shapeCursor = next(shapeBytes);
  if (version > 1 && (flags & 3) !== 0) return undefined;
  const type = readDatatype(typeCursor);
  return { name, type, shape: readDataspace(shapeCursor, file), body: cursor.part(cursor.left) };
}

/** Attributes that a file written with `libver="latest"` keeps apart, once they are many. */
function refuseDense(cursor: Cursor, file: Hdf5File): void {
  cursor.skip(1);
  if ((cursor.u8() & 1) !== 0) cursor.skip(2);
  if (place(cursor, file) !== undefined) throw unread('attributes in the dense form of HDF5', file);
}

/** The texts of an attribute; undefined where it is none of text. An empty list is one, whatever its type. */
export function readTexts(attribute: Attribute, file: Hdf5File): readonly string[] | undefined {
  const { type, shape, body } = attribute;
  const count = shape === undefined ? 0 : elementCount(shape);
  if (count === 0) return [];
  if (type.text === undefined) return undefined;
  const elementBytes = type.text === 'fixed' ? type.size : 8 + file.offsetSize;
  if (elementBytes === 0 || count * elementBytes > body.left)
    throw file.broken(`its attribute ${attribute.name} claims more texts than it has`);
  const cursor = file.bytes.cursorOver(body.bytes);
  return Array.from({ length: count }, () =>
    type.text === 'fixed' ? cursor.text(type.size) : textOf(readHeapObject(cursor, file)),
  );
}
