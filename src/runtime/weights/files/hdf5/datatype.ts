import type { Cursor } from '../cursor.ts';
import type { FloatKind } from '../numbers.ts';

/** What an element of a dataset or an attribute is. */
export interface Datatype {
  /** In the words of numpy: `float32`, `int64`, `string`. */
  readonly name: string;
  /** Bytes of an element. */
  readonly size: number;
  /** Undefined where it is no floating point number that is understood. */
  readonly float: FloatKind | undefined;
  readonly bigEndian: boolean;
  readonly text: 'fixed' | 'variable' | undefined;
}

/** Names of the classes that are no numbers. */
const otherClasses: Readonly<Record<number, string>> = {
  2: 'a time',
  4: 'a bit field',
  5: 'opaque bytes',
  6: 'a compound',
  7: 'a reference',
  8: 'an enumeration',
  9: 'a list of varying length',
  10: 'an array',
  11: 'complex',
};

/** Where sign, exponent and fraction of a float stand: the layouts of IEEE 754 and of bfloat16. */
const floatLayouts: readonly {
  readonly kind: FloatKind;
  readonly size: number;
  readonly exponentBits: number;
  readonly fractionBits: number;
  readonly bias: number;
}[] = [
  { kind: 'float16', size: 2, exponentBits: 5, fractionBits: 10, bias: 15 },
  { kind: 'bfloat16', size: 2, exponentBits: 8, fractionBits: 7, bias: 127 },
  { kind: 'float32', size: 4, exponentBits: 8, fractionBits: 23, bias: 127 },
  { kind: 'float64', size: 8, exponentBits: 11, fractionBits: 52, bias: 1023 },
];

/** Reads a datatype message (IV.A.2.d of the specification). */
export function readDatatype(cursor: Cursor): Datatype {
  const kind = cursor.u8() & 0x0f;
  const bits = cursor.u8() | (cursor.u8() << 8) | (cursor.u8() << 16);
  const size = cursor.u32();
  const plain = { size, float: undefined, bigEndian: false, text: undefined };
  switch (kind) {
    case 0:
      return {
        ...plain,
        name: `${(bits & 8) === 0 ? 'uint' : 'int'}${size * 8}`,
        bigEndian: (bits & 1) !== 0,
      };
    case 1:
      return { ...plain, ...readFloat(cursor, bits, size) };
    case 3:
      return { ...plain, name: 'string', text: 'fixed' };
    case 9:
      return (bits & 0x0f) === 1
        ? { ...plain, name: 'string', text: 'variable' }
        : { ...plain, name: otherClasses[9] ?? '' };
    default:
      return { ...plain, name: otherClasses[kind] ?? `of the unknown class ${kind}` };
  }
}

function readFloat(
  cursor: Cursor,
  bits: number,
  size: number,
): Pick<Datatype, 'name' | 'float' | 'bigEndian'> {
  const bitOffset = cursor.u16();
  const precision = cursor.u16();
  cursor.skip(1);
  const exponentBits = cursor.u8();
  const fractionStart = cursor.u8();
  const fractionBits = cursor.u8();
  const bias = cursor.u32();
  const layout = floatLayouts.find(
    (each) =>
      each.size === size &&
      each.exponentBits === exponentBits &&
      each.fractionBits === fractionBits &&
      each.bias === bias,
  );
  // Both bits together stand for the order of the VAX.
  const order = bits & 0x41;
  const usual = bitOffset === 0 && fractionStart === 0 && precision === size * 8 && order <= 1;
  const float = usual ? layout?.kind : undefined;
  return { name: float ?? `a float of ${size} bytes in an unusual layout`, float, bigEndian: order === 1 };
}
