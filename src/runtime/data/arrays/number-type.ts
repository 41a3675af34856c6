import { toFloat32 } from '../../weights/files/numbers.ts';

/** How a number of an array is stored; booleans are 0 and 1. */
export type NumberType =
  | 'bool'
  | 'uint8'
  | 'int8'
  | 'uint16'
  | 'int16'
  | 'uint32'
  | 'int32'
  | 'uint64'
  | 'int64'
  | 'float16'
  | 'float32'
  | 'float64';

export const numberBytes: Readonly<Record<NumberType, 1 | 2 | 4 | 8>> = {
  bool: 1,
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  uint64: 8,
  int64: 8,
  float16: 2,
  float32: 4,
  float64: 8,
};

/** What is white in images of a type, where nothing is said: levels from 0 to 255, or shares of white. */
export function standardWhite(type: NumberType): number {
  return type === 'bool' || type.startsWith('float') ? 1 : 255;
}

type View = (buffer: ArrayBuffer) => ArrayLike<number | bigint>;

const views: Readonly<Record<NumberType, View>> = {
  bool: (buffer) => new Uint8Array(buffer),
  uint8: (buffer) => new Uint8Array(buffer),
  int8: (buffer) => new Int8Array(buffer),
  uint16: (buffer) => new Uint16Array(buffer),
  int16: (buffer) => new Int16Array(buffer),
  uint32: (buffer) => new Uint32Array(buffer),
  int32: (buffer) => new Int32Array(buffer),
  uint64: (buffer) => new BigUint64Array(buffer),
  int64: (buffer) => new BigInt64Array(buffer),
  float16: (buffer) => {
    const result = new Float32Array(buffer.byteLength / 2);
    toFloat32(new Uint8Array(buffer), 'float16', false, result);
    return result;
  },
  float32: (buffer) => new Float32Array(buffer),
  float64: (buffer) => new Float64Array(buffer),
};

/** The numbers that some bytes are; those beyond 2⁵³ are the nearest that there is. */
export function numbersOf(bytes: Uint8Array, type: NumberType, bigEndian: boolean): Float64Array {
  // A copy of its own begins at a multiple of the numbers' width, and may be turned round.
  const own = new Uint8Array(bytes);
  const width = numberBytes[type];
  if (bigEndian && width > 1) swap(Buffer.from(own.buffer), width);
  return Float64Array.from(views[type](own.buffer), Number);
}

function swap(bytes: Buffer, width: 1 | 2 | 4 | 8): void {
  if (width === 2) bytes.swap16();
  else if (width === 4) bytes.swap32();
  else if (width === 8) bytes.swap64();
}
