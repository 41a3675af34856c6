import { NOWHERE, packed, u16, u32, u64, u8, utf8, type Field } from './bytes.ts';
import { lookup3 } from './lookup3.ts';

/** A folder of a file, with texts that say something of it. */
export interface Hdf5Group {
  readonly kind: 'group';
  readonly entries: ReadonlyMap<string, Hdf5Node>;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Numbers in row-major order; of `Uint16Array` they are the bits of float16. */
export interface Hdf5Array {
  readonly kind: 'array';
  readonly shape: readonly number[];
  readonly data: Float32Array | Uint16Array;
}

export type Hdf5Node = Hdf5Group | Hdf5Array;

/** Types of messages in an object's header. */
const MESSAGES = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  fillValue: 0x05,
  link: 0x06,
  layout: 0x08,
  groupInfo: 0x0a,
  attribute: 0x0c,
} as const;

interface Message {
  readonly type: keyof typeof MESSAGES;
  readonly body: Uint8Array;
}

/** Where something stands in the file; while lengths are being found, anything. */
type AddressOf = (node: Hdf5Node) => number;

const SUPERBLOCK = 48;

/**
 * A file as pieces to be written one after another: the superblock, the headers of all objects, the numbers of all arrays.
 * Every field that is an address has eight bytes, so headers are as long with one address as with another.
 */
export function hdf5Pieces(root: Hdf5Group): readonly Uint8Array[] {
  const nodes = below(root);
  const addresses = new Map<Hdf5Node, number>();
  const numbers = new Map<Hdf5Array, number>();
  let at = SUPERBLOCK;
  for (const node of nodes) {
    addresses.set(node, at);
    at += header(node, () => 0, 0).length;
  }
  const arrays = nodes.flatMap((node) => (node.kind === 'array' ? [node] : []));
  const gap = padding(at);
  at += gap;
  for (const array of arrays) {
    numbers.set(array, at);
    at += array.data.byteLength + padding(array.data.byteLength);
  }
  const addressOf: AddressOf = (node) => addresses.get(node) ?? 0;
  return [
    superblock(addressOf(root), at),
    ...nodes.map((node) => header(node, addressOf, node.kind === 'array' ? (numbers.get(node) ?? 0) : 0)),
    new Uint8Array(gap),
    ...arrays.flatMap(({ data }) => [
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      new Uint8Array(padding(data.byteLength)),
    ]),
  ];
}

/** A node and all below it. */
const below = (node: Hdf5Node): readonly Hdf5Node[] =>
  node.kind === 'array' ? [node] : [node, ...[...node.entries.values()].flatMap(below)];

/** Up to the next multiple of eight. */
const padding = (length: number): number => (8 - (length % 8)) % 8;

/** Version 2: where the file ends, and its root. */
function superblock(root: number, end: number): Uint8Array {
  const signature = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);
  const [version, offsets, lengths, flags] = [u8(2), u8(8), u8(8), u8(0)];
  return checked([signature, version, offsets, lengths, flags, u64(0), NOWHERE, u64(end), u64(root)]);
}

/** Version 2 of an object's header, its messages in one chunk whose length has four bytes. */
function header(node: Hdf5Node, addressOf: AddressOf, numbersAt: number): Uint8Array {
  const messages = node.kind === 'group' ? groupMessages(node, addressOf) : arrayMessages(node, numbersAt);
  const chunk = packed(
    messages.flatMap(({ type, body }) => [u8(MESSAGES[type]), u16(body.length), u8(0), body]),
  );
  return checked([utf8('OHDR'), u8(2), u8(0b10), u32(chunk.length), chunk]);
}

function checked(fields: readonly Field[]): Uint8Array {
  const bytes = packed(fields);
  return packed([bytes, u32(lookup3(bytes))]);
}

function groupMessages({ entries, attributes }: Hdf5Group, addressOf: AddressOf): readonly Message[] {
  return [
    { type: 'linkInfo', body: packed([u8(0), u8(0), NOWHERE, NOWHERE]) },
    { type: 'groupInfo', body: packed([u8(0), u8(0)]) },
    ...[...entries].map(([name, entry]) => link(name, addressOf(entry))),
    ...Object.entries(attributes).map(([name, text]) => attribute(name, text)),
  ];
}

/** A hard link whose name is UTF-8 and has at most 65,535 bytes. */
function link(name: string, address: number): Message {
  const bytes = utf8(name);
  return { type: 'link', body: packed([u8(1), u8(0b10001), u8(1), u16(bytes.length), bytes, u64(address)]) };
}

/** A text in UTF-8, of fixed length. */
function attribute(name: string, text: string): Message {
  const [key, value] = [packed([utf8(name), u8(0)]), packed([utf8(text), u8(0)])];
  const type = packed([u8(0x13), u8(0x10), u8(0), u8(0), u32(value.length)]);
  const scalar = packed([u8(2), u8(0), u8(0), u8(0)]);
  const sizes = [u16(key.length), u16(type.length), u16(scalar.length)];
  return { type: 'attribute', body: packed([u8(3), u8(0), ...sizes, u8(1), key, type, scalar, value]) };
}

function arrayMessages({ shape, data }: Hdf5Array, numbersAt: number): readonly Message[] {
  const dataspace = packed([u8(2), u8(shape.length), u8(0), u8(shape.length > 0 ? 1 : 0), ...shape.map(u64)]);
  return [
    { type: 'dataspace', body: dataspace },
    { type: 'datatype', body: data instanceof Float32Array ? FLOAT32 : FLOAT16 },
    // Nothing is filled in: every number is there.
    { type: 'fillValue', body: packed([u8(3), u8(0b1010)]) },
    { type: 'layout', body: packed([u8(3), u8(1), u64(numbersAt), u64(data.byteLength)]) },
  ];
}

/** IEEE 754 numbers, little endian: where sign, exponent and fraction lie. */
function float(bits: 16 | 32, exponentBits: number, bias: number): Uint8Array {
  const fraction = bits - 1 - exponentBits;
  const fields = [u8(0x11), u8(0x20), u8(bits - 1), u8(0), u32(bits / 8), u16(0), u16(bits)];
  return packed([...fields, u8(fraction), u8(exponentBits), u8(0), u8(fraction), u32(bias)]);
}

const FLOAT32 = float(32, 8, 127);
const FLOAT16 = float(16, 5, 15);
