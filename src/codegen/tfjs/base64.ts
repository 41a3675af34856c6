const letters = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const PAD = 0x3d;

/** Bytes in base64 (RFC 4648), as the bytes of that text: weights of a hundred megabytes would be too long for one. */
export function base64(bytes: Uint8Array): Uint8Array {
  const text = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  for (let from = 0, to = 0; from < bytes.length; from += 3) {
    const group = ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) text[to++] = letters[(group >> shift) & 63] ?? PAD;
  }
  const missing = (3 - (bytes.length % 3)) % 3;
  return text.fill(PAD, text.length - missing);
}
