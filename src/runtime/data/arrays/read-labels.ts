import { closeSync } from 'node:fs';
import { gunzipSync, inflateRawSync } from 'node:zlib';
import type { Label } from '../../../typecheck/typed-module.ts';
import { openAtOnce } from '../decode/read-photo.ts';
import { ArrayProblem, brokenArray } from './array-problem.ts';
import { numberBytes, numbersOf } from './number-type.ts';
import { readExactly } from './read-exactly.ts';
import { elementBytes, elementCount, elementNumbers, textsOf, type StoredArray } from './stored-array.ts';

/** Labels are kept in memory: more than this are none. */
const MOST_BYTES = 1 << 30;

/**
 * The numbers of a label for each element of an array, one after another; NaN where an optional one is missing.
 * @throws ArrayProblem NET5211 where they cannot be read, NET5213 or NET5215 where they are no such labels
 */
export function readLabels(label: Label, array: StoredArray): Float32Array {
  if (array.isText === true) return readTextLabels(label, array);
  const { units, isOneHot } = requireUnits(label, array);
  const numbers = allNumbers(array);
  const result = new Float32Array(elementCount(array) * label.units);
  for (let place = 0; place < elementCount(array); place++) {
    const own = numbers.subarray(place * units, (place + 1) * units);
    result.set(parsed(label, own, isOneHot) ?? fail(label, array, place, own), place * label.units);
  }
  return result;
}

/**
 * How many numbers an element has for a label: as many as it has units, or one for each class, of which one is 1.
 * @throws ArrayProblem NET5213 where they are others
 */
export function requireUnits(
  { name, kind, classes, units: wanted }: Label,
  array: StoredArray,
): { readonly units: number; readonly isOneHot: boolean } {
  if (array.isText === true) throw brokenArray(array.name, { kind: 'type', type: textsOf(array) });
  const units = elementNumbers(array);
  const isOneHot = units > 1 && kind === 'class' && units === classes?.length;
  if (units === wanted || isOneHot) return { units, isOneHot };
  const what = kind === 'vector' ? 'vector' : 'label';
  throw new ArrayProblem({
    ...{ kind: 'unfit', array: array.name, column: `the ${what} ${name}` },
    expected: wanted === 1 ? 'a number for each sample' : `${wanted} numbers for each sample`,
    given: `[${array.shape.join(', ')}]`,
  });
}

/** The numbers of classes that are named by texts; NaN for an empty one that may be missing. */
function readTextLabels({ name, classes, optional }: Label, array: StoredArray): Float32Array {
  if (classes === undefined) throw brokenArray(array.name, { kind: 'type', type: textsOf(array) });
  const numberOf = new Map(classes.map((text, number) => [text, number]));
  const texts = readTexts(array);
  if (array.shape.length !== 2)
    throw new ArrayProblem({
      ...{ kind: 'unfit', array: array.name, column: `the label ${name}` },
      expected: 'a text for each sample',
      given: `[${array.shape.slice(0, -1).join(', ')}] of ${textsOf(array)}`,
    });
  return Float32Array.from(texts, (text, index) => {
    const number = text === '' && optional ? Number.NaN : numberOf.get(text);
    if (number !== undefined) return number;
    const expected = classes.slice(0, 12).join(', ') + (classes.length > 12 ? ', …' : '');
    throw new ArrayProblem({ kind: 'label', array: array.name, index, given: `'${text}'`, expected });
  });
}

/** What the elements of an array say: texts, or numbers written as such. @throws ArrayProblem NET5211 */
export function readTexts(array: StoredArray): readonly string[] {
  const [count, units] = [elementCount(array), elementNumbers(array)];
  const numbers = allNumbers(array);
  const own = (place: number): Float64Array => numbers.subarray(place * units, (place + 1) * units);
  if (array.isText !== true) return Array.from({ length: count }, (_, place) => own(place).join(','));
  // NumPy fills texts up with zeros, and bytes are those of UTF-8.
  const spell = (characters: Float64Array): string =>
    array.type === 'uint8'
      ? Buffer.from(characters).toString('utf8')
      : String.fromCodePoint(...characters.map((code) => (code <= 0x10ffff ? code : 0xfffd)));
  return Array.from({ length: count }, (_, place) => spell(own(place)).replace(/\0+$/, ''));
}

/** The numbers of one label; undefined where they are none. */
function parsed(
  { kind, classes, optional }: Label,
  own: Float64Array,
  isOneHot: boolean,
): readonly number[] | undefined {
  if (optional && own.every(Number.isNaN)) return [...own];
  if (kind === 'number' || kind === 'vector') return own.every(Number.isFinite) ? [...own] : undefined;
  const [only = Number.NaN] = own;
  const number = isOneHot ? singleOne(own) : only;
  const most = classes === undefined ? Number.MAX_SAFE_INTEGER : classes.length - 1;
  return Number.isInteger(number) && number >= 0 && number <= most ? [number] : undefined;
}

/** The place of the one 1 among zeros; -1 where they are others. */
function singleOne(own: Float64Array): number {
  const isRest = own.every((number) => number === 0 || number === 1);
  return isRest && own.reduce((sum, number) => sum + number, 0) === 1 ? own.indexOf(1) : -1;
}

function fail({ kind, classes }: Label, { name }: StoredArray, index: number, own: Float64Array): never {
  const expected =
    kind === 'number' || kind === 'vector'
      ? 'numbers, or optional: true where they may be missing'
      : `a class from 0 to ${(classes?.length ?? 1) - 1}`;
  throw new ArrayProblem({
    kind: 'label',
    array: name,
    index,
    given: [...own.subarray(0, 4)].join(', '),
    expected,
  });
}

/** All numbers of an array in C's order. */
function allNumbers(array: StoredArray): Float64Array {
  const { type, bigEndian, fortran } = array;
  const [count, width] = [elementCount(array), elementNumbers(array)];
  if (count * width * numberBytes[type] > MOST_BYTES)
    throw brokenArray(array.name, { kind: 'huge', shape: array.shape });
  const stored = numbersOf(allBytes(array), type, bigEndian);
  if (!fortran) return stored;
  // Labels have one size beside that of their number.
  return stored.map((_, place) => stored[(place % width) * count + Math.floor(place / width)] ?? 0);
}

function allBytes(array: StoredArray): Uint8Array {
  const { path, packed, start, stride, name, shape } = array;
  const [count, own] = [elementCount(array), elementBytes(array)];
  if ((packed?.bytes ?? 0) > MOST_BYTES) throw brokenArray(name, { kind: 'huge', shape });
  const bytes = new Uint8Array(packed?.bytes ?? count * own);
  const file = openAtOnce(path);
  try {
    if (packed !== undefined) {
      readExactly(file, bytes, packed.at, name);
      return inflated(bytes, packed.kind, packed.unpacked, name).subarray(start, start + count * own);
    }
    if (stride === own) readExactly(file, bytes, start, name);
    else
      for (let place = 0; place < count; place++)
        readExactly(file, bytes.subarray(place * own, (place + 1) * own), start + place * stride, name);
  } finally {
    closeSync(file);
  }
  return bytes;
}

function inflated(bytes: Uint8Array, kind: 'gzip' | 'deflate', wanted: number, name: string): Uint8Array {
  let result: Uint8Array;
  try {
    result = (kind === 'gzip' ? gunzipSync : inflateRawSync)(bytes, { maxOutputLength: wanted + 1 });
  } catch (thrown) {
    const isLonger = thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_BUFFER_TOO_LARGE';
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw brokenArray(name, isLonger ? { kind: 'long', wanted } : { kind: 'packed', detail });
  }
  if (result.length > wanted) throw brokenArray(name, { kind: 'long', wanted });
  if (result.length < wanted) throw brokenArray(name, { kind: 'short', wanted, found: result.length });
  return result;
}
