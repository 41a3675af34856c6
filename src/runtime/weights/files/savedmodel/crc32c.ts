const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ 0x82f63b78;
  return value;
});

/** The Castagnoli checksum (RFC 3720, appendix B.4) of some bytes. */
export function crc32c(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (table[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/** As LevelDB stores it: turned and shifted, so that a checksum of checksums is none of theirs. */
export const maskedCrc32c = (bytes: Uint8Array): number => {
  const plain = crc32c(bytes);
  return (((plain >>> 15) | (plain << 17)) + 0xa282ead8) >>> 0;
};
