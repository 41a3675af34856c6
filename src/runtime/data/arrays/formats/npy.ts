import type { BrokenArray } from '../../../../diagnostics/catalogue/arrays.ts';
import { brokenArray } from '../array-problem.ts';
import { numberBytes, type NumberType } from '../number-type.ts';
import type { Packing, StoredArray } from '../stored-array.ts';
import { fileHead, isGzip, unpackedHead } from './head.ts';
import { bytesWithHeader, sizeFault } from './whole-size.ts';

/** NumPy's codes of types, without their order of bytes. */
const TYPES: Readonly<Record<string, NumberType>> = {
  b1: 'bool',
  u1: 'uint8',
  i1: 'int8',
  u2: 'uint16',
  i2: 'int16',
  u4: 'uint32',
  i4: 'int32',
  u8: 'uint64',
  i8: 'int64',
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
};

/** Of texts each character: a byte, or the number that Unicode has for it. */
const TEXT_TYPES: Readonly<Record<string, NumberType>> = { S: 'uint8', U: 'uint32' };

const MAGIC = '\x93NUMPY';

/** Where the bytes of a `.npy` are: in a file of their own, or in a part of a zip. */
export interface NpySource {
  readonly name: string;
  readonly path: string;
  /** First byte in the file. */
  readonly at: number;
  /** Bytes from there on: packed, where they are. */
  readonly bytes: number;
  readonly packing: 'deflate' | undefined;
  /** Bytes once unpacked. */
  readonly unpacked: number;
  /** The beginning of it, packed where it is. */
  readonly head: Uint8Array;
}

/** What a `.npy` file holds. @throws ArrayProblem NET5211 where it is none, or another size than its header says */
export function describeNpyFile(path: string, name: string): StoredArray {
  const { head, size } = fileHead(path, name);
  if (isGzip(head)) throw brokenArray(name, { kind: 'magic', expected: 'a .npy of NumPy' });
  return describeNpy({ name, path, at: 0, bytes: size, packing: undefined, unpacked: size, head });
}

/** The same of a part of a file (numpy.lib.format, versions 1 to 3). */
export function describeNpy({
  name,
  path,
  at,
  bytes,
  packing,
  unpacked,
  head: packed,
}: NpySource): StoredArray {
  const head = packing === undefined ? packed : unpackedHead(packed, packing, name);
  const { text, start } = headerText(head, name);
  const { type, bigEndian, fortran, shape, isText } = readHeader(text, name);
  const whole = bytesWithHeader(start, shape, type);
  if (typeof whole !== 'number') throw brokenArray(name, whole);
  const fault = sizeFault(whole, unpacked);
  if (fault !== undefined) throw brokenArray(name, fault);
  if (shape.length === (isText ? 1 : 0) || shape.includes(0)) throw brokenArray(name, { kind: 'empty' });
  const stride = shape.slice(1).reduce((product, size) => product * size, numberBytes[type]);
  // The characters of a text lie together in either order.
  const isTurned = fortran && shape.slice(1, isText ? -1 : undefined).some((size) => size > 1);
  const inFile: Packing | undefined = packing && { kind: packing, at, bytes, unpacked };
  const first = packing === undefined ? at + start : start;
  const array = { name, path, shape, type, bigEndian, fortran: isTurned, start: first, stride };
  return { ...array, packed: inFile, ...(isText && { isText }) };
}

function headerText(head: Uint8Array, name: string): { readonly text: string; readonly start: number } {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const version = head[6] ?? 0;
  if (Buffer.from(head.subarray(0, 6)).toString('latin1') !== MAGIC || version < 1 || version > 3)
    throw brokenArray(name, { kind: 'magic', expected: 'a .npy of NumPy' });
  const before = version === 1 ? 10 : 12;
  const broken = (detail: string) => brokenArray(name, { kind: 'header', detail });
  if (head.length < before) throw broken('it ends too early');
  const start = before + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (start > head.length) throw broken(`it speaks of ${start} bytes`);
  return { text: Buffer.from(head.subarray(before, start)).toString('utf8'), start };
}

/** `{'descr': '<f4', 'fortran_order': False, 'shape': (60000, 28, 28), }`: read by its parts, never as a program. */
function readHeader(
  text: string,
  name: string,
): Pick<StoredArray, 'type' | 'bigEndian' | 'fortran' | 'shape'> & { readonly isText: boolean } {
  const fail = (reason: BrokenArray) => brokenArray(name, reason);
  const descriptor = /'descr'\s*:\s*(?:'([^']*)'|(\[))/.exec(text);
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const sizes = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1];
  if (descriptor === null || order === undefined || sizes === undefined)
    throw fail({ kind: 'header', detail: 'descr, fortran_order or shape is not there' });
  if (descriptor[2] !== undefined) throw fail({ kind: 'type', type: 'records of several fields' });
  const [, descr = ''] = descriptor;
  const [, mark = '', code = ''] = /^([<>|=]?)(.*)$/.exec(descr) ?? [];
  if (code.startsWith('O')) throw fail({ kind: 'pickled' });
  const [, letter = '', characters] = /^([US])(\d+)$/.exec(code) ?? [];
  const isText = characters !== undefined && Number(characters) > 0;
  const type = isText ? TEXT_TYPES[letter] : Object.hasOwn(TYPES, code) ? TYPES[code] : undefined;
  if (type === undefined) throw fail({ kind: 'type', type: kindOf(code) });
  const elements = sizes
    .split(',')
    .flatMap((size) => (size.trim() === '' ? [] : [Number.parseInt(size, 10)]));
  const shape = isText ? [...elements, Number(characters)] : elements;
  return { type, bigEndian: mark === '>', fortran: order === 'True', shape, isText };
}

/** What else NumPy stores, in words. */
function kindOf(code: string): string {
  if (/^[US]/.test(code)) return `texts (${code})`;
  if (code.startsWith('c')) return `complex numbers (${code})`;
  return /^[mM]/.test(code) ? `dates (${code})` : code;
}
