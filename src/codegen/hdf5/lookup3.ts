/**
 * Bob Jenkins's hash lookup3 (2006, `hashlittle`, beginning with 0): the checksum of HDF5's headers.
 * http://burtleburtle.net/bob/c/lookup3.c
 */
export function lookup3(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [a, b, c] = start(bytes.length);
  let at = 0;
  for (; bytes.length - at > 12; at += 12) {
    a = (a + view.getUint32(at, true)) | 0;
    b = (b + view.getUint32(at + 4, true)) | 0;
    c = (c + view.getUint32(at + 8, true)) | 0;
    [a, b, c] = mixed(a, b, c);
  }
  if (at === bytes.length) return c >>> 0;
  const rest = new DataView(new ArrayBuffer(12));
  for (let index = 0; at + index < bytes.length; index++) rest.setUint8(index, bytes[at + index] ?? 0);
  return finished(
    (a + rest.getUint32(0, true)) | 0,
    (b + rest.getUint32(4, true)) | 0,
    (c + rest.getUint32(8, true)) | 0,
  );
}

type Words = readonly [number, number, number];

function start(length: number): Words {
  const first = (0xdeadbeef + length) | 0;
  return [first, first, first];
}

const rotated = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

function mixed(...words: Words): Words {
  let [a, b, c] = words;
  a = (a - c) ^ rotated(c, 4);
  c = (c + b) | 0;
  b = (b - a) ^ rotated(a, 6);
  a = (a + c) | 0;
  c = (c - b) ^ rotated(b, 8);
  b = (b + a) | 0;
  a = (a - c) ^ rotated(c, 16);
  c = (c + b) | 0;
  b = (b - a) ^ rotated(a, 19);
  a = (a + c) | 0;
  c = (c - b) ^ rotated(b, 4);
  b = (b + a) | 0;
  return [a, b, c];
}

function finished(...words: Words): number {
  let [a, b, c] = words;
  c = (c ^ b) - rotated(b, 14);
  a = (a ^ c) - rotated(c, 11);
  b = (b ^ a) - rotated(a, 25);
  c = (c ^ b) - rotated(b, 16);
  a = (a ^ c) - rotated(c, 4);
  b = (b ^ a) - rotated(a, 14);
  c = (c ^ b) - rotated(b, 24);
  return c >>> 0;
}
