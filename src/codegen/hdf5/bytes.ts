/** Fields of a binary format, little endian, one after another. */
export type Field =
  | { readonly size: 1 | 2 | 4 | 8; readonly value: number }
  /** Bytes as they are. */
  | Uint8Array;

export const u8 = (value: number): Field => ({ size: 1, value });
export const u16 = (value: number): Field => ({ size: 2, value });
export const u32 = (value: number): Field => ({ size: 4, value });
/** An address or length; exact below 2⁵³. */
export const u64 = (value: number): Field => ({ size: 8, value });

/** What an address is where there is nothing. */
export const NOWHERE: Field = new Uint8Array(8).fill(0xff);

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The fields as bytes. */
export function packed(fields: readonly Field[]): Uint8Array {
  const length = fields.reduce((sum, field) => sum + sizeOf(field), 0);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const field of fields) {
    if (field instanceof Uint8Array) bytes.set(field, at);
    else if (field.size === 8) view.setBigUint64(at, BigInt(field.value), true);
    else if (field.size === 4) view.setUint32(at, field.value, true);
    else if (field.size === 2) view.setUint16(at, field.value, true);
    else view.setUint8(at, field.value);
    at += sizeOf(field);
  }
  return bytes;
}

const sizeOf = (field: Field): number => (field instanceof Uint8Array ? field.length : field.size);
