/** Big- and little-endian reads; beyond the end they give 0, for headers cut short. */
export function uint16(bytes: Uint8Array, at: number, littleEndian = false): number {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  return littleEndian ? first | (second << 8) : (first << 8) | second;
}

/** An unsigned word of 32 bits. */
export function uint32(bytes: Uint8Array, at: number, littleEndian = false): number {
  const first = uint16(bytes, at, littleEndian);
  const second = uint16(bytes, at + 2, littleEndian);
  return littleEndian ? first + second * 0x10000 : first * 0x10000 + second;
}

/** Whether the bytes at a place are those of an ASCII text. */
export function startsWith(bytes: Uint8Array, text: string, at = 0): boolean {
  for (let index = 0; index < text.length; index++)
    if (bytes[at + index] !== text.charCodeAt(index)) return false;
  return true;
}
