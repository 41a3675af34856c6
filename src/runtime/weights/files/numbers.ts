import type { ByteSource } from './byte-source.ts';

/** How a floating point number is stored. */
export type FloatKind = 'float16' | 'bfloat16' | 'float32' | 'float64';

export const floatBytes: Readonly<Record<FloatKind, number>> = {
  float16: 2,
  bfloat16: 2,
  float32: 4,
  float64: 8,
};

/** Numbers converted in one go: memory beyond the result stays at a few megabytes. */
const pieceNumbers = 1 << 20;

/**
 * Reads `count` numbers that stand one after another from `start` on.
 * @param bigEndian whether their most significant byte stands first
 */
export async function readNumbers(
  file: ByteSource,
  start: number,
  count: number,
  kind: FloatKind,
  bigEndian = false,
): Promise<Float32Array> {
  // Before the memory is asked for: the file cannot have fewer bytes than it gives numbers.
  file.mustHold(start, count * floatBytes[kind]);
  const result = new Float32Array(count);
  if (kind === 'float32') {
    await file.fill(bytesOf(result), start);
    if (bigEndian) Buffer.from(result.buffer).swap32();
    return result;
  }
  const width = floatBytes[kind];
  const piece = new Uint8Array(Math.min(count, pieceNumbers) * width);
  for (let done = 0; done < count; done += pieceNumbers) {
    const part = piece.subarray(0, Math.min(count - done, pieceNumbers) * width);
    await file.fill(part, start + done * width);
    toFloat32(part, kind, bigEndian, result.subarray(done, done + part.length / width));
  }
  return result;
}

/**
 * Converts stored numbers; `bytes` are turned round in place where they are big-endian, and must begin at a multiple of
 * their width in their buffer.
 */
export function toFloat32(
  bytes: Uint8Array,
  kind: FloatKind,
  bigEndian: boolean,
  result: Float32Array,
): void {
  const { buffer, byteOffset } = bytes;
  if (bigEndian) swap[kind](Buffer.from(buffer, byteOffset, bytes.length));
  switch (kind) {
    case 'float32':
      result.set(new Float32Array(buffer, byteOffset, result.length));
      return;
    case 'float64':
      result.set(new Float64Array(buffer, byteOffset, result.length));
      return;
    case 'float16': {
      const halves = new Uint16Array(buffer, byteOffset, result.length);
      const table = halfTable();
      const bits = new Uint32Array(result.buffer, result.byteOffset, result.length);
      for (let index = 0; index < halves.length; index++) bits[index] = table[halves[index] ?? 0] ?? 0;
      return;
    }
    case 'bfloat16': {
      const upper = new Uint16Array(buffer, byteOffset, result.length);
      const bits = new Uint32Array(result.buffer, result.byteOffset, result.length);
      for (let index = 0; index < upper.length; index++) bits[index] = (upper[index] ?? 0) << 16;
      return;
    }
  }
}

const swap: Readonly<Record<FloatKind, (bytes: Buffer) => void>> = {
  float16: (bytes) => bytes.swap16(),
  bfloat16: (bytes) => bytes.swap16(),
  float32: (bytes) => bytes.swap32(),
  float64: (bytes) => bytes.swap64(),
};

let halves: Uint32Array | undefined;

/** The bits of a float32 for each of the 65,536 halves (IEEE 754 binary16), so that NaN keeps its payload. */
function halfTable(): Uint32Array {
  halves ??= Uint32Array.from({ length: 0x10000 }, (_, half) => {
    const sign = (half & 0x8000) << 16;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0x1f) return sign | 0x7f800000 | (fraction << 13);
    if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
    // Subnormal: fraction · 2⁻²⁴, which float32 holds as a normal number.
    const [bits = 0] = new Uint32Array(Float32Array.of(fraction * 2 ** -24).buffer);
    return sign | bits;
  });
  return halves;
}

/** The place of the first NaN or infinity; undefined where all are numbers. */
export function firstNotFinite(data: Float32Array): number | undefined {
  // The sum of zeros is NaN once one of them was multiplied by what is not finite: no branch for each number.
  let sum = 0;
  for (let index = 0; index < data.length; index++) sum += (data[index] ?? 0) * 0;
  return sum === 0 ? undefined : data.findIndex((value) => !Number.isFinite(value));
}

export function bytesOf(data: Float32Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** The product of the sizes; not a safe integer where it overflows. */
export const elementCount = (shape: readonly number[]): number =>
  shape.reduce((count, size) => count * size, 1);
