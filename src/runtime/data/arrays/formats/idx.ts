import { brokenArray } from '../array-problem.ts';
import { numberBytes, type NumberType } from '../number-type.ts';
import type { StoredArray } from '../stored-array.ts';
import { fileHead, isGzip, unpackedHead } from './head.ts';
import { bytesWithHeader, sizeFault } from './whole-size.ts';

/** Types by the third byte (LeCun, Cortes and Burges, "The MNIST database", the IDX file format). */
const TYPES: Readonly<Record<number, NumberType>> = {
  0x08: 'uint8',
  0x09: 'int8',
  0x0b: 'int16',
  0x0c: 'int32',
  0x0d: 'float32',
  0x0e: 'float64',
};

/**
 * What an idx file holds: two zeros, the type, the number of sizes, each size in four bytes, the numbers; all big-endian.
 * @param dimensions how many sizes it must have
 * @throws ArrayProblem NET5211 where it is none, or another size than its header says
 */
export function describeIdx(path: string, name: string, dimensions: readonly number[]): StoredArray {
  const file = fileHead(path, name);
  const isPacked = isGzip(file.head);
  const head = isPacked ? unpackedHead(file.head, 'gzip', name) : file.head;
  const [zero, another, code = -1, count = 0] = head;
  const type = TYPES[code];
  if (zero !== 0 || another !== 0 || type === undefined || !dimensions.includes(count))
    throw brokenArray(name, {
      kind: 'magic',
      expected: `an idx file of ${dimensions.join(' or ')} dimensions`,
    });
  const start = 4 + 4 * count;
  if (head.length < start) throw brokenArray(name, { kind: 'short', wanted: start, found: head.length });
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const shape = Array.from({ length: count }, (_, place) => view.getUint32(4 + 4 * place));
  const whole = bytesWithHeader(start, shape, type);
  const fault = typeof whole === 'number' ? (isPacked ? undefined : sizeFault(whole, file.size)) : whole;
  if (fault !== undefined || typeof whole !== 'number')
    throw brokenArray(name, fault ?? { kind: 'huge', shape });
  if (shape.includes(0)) throw brokenArray(name, { kind: 'empty' });
  const stride = shape.slice(1).reduce((product, size) => product * size, numberBytes[type]);
  const packed = isPacked ? ({ kind: 'gzip', at: 0, bytes: file.size, unpacked: whole } as const) : undefined;
  return { name, path, shape, type, bigEndian: true, fortran: false, start, stride, packed };
}
