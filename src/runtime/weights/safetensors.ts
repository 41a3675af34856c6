import { brokenWeights } from '../../diagnostics/catalogue/run.ts';
import { Problem } from '../problem.ts';

/**
 * The safetensors format: eight bytes of header length (little endian), a JSON header, then the numbers.
 * https://huggingface.co/docs/safetensors — read strictly: what other readers may accept by chance is refused here.
 */

/** A named array of float32; `data` has as many numbers as the shape says. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface SafetensorsFile {
  readonly tensors: readonly NamedTensor[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** The reference implementation's bound on the header. */
const mostHeaderBytes = 100_000_000;

const elementCount = (shape: readonly number[]): number => shape.reduce((count, size) => count * size, 1);

/**
 * The file as pieces to be written one after another; the numbers are views of the arrays, not copies.
 * Tensors stand in the given order; the header is padded with blanks so that the numbers are aligned.
 */
export function encodeSafetensors({ tensors, metadata }: SafetensorsFile): readonly Uint8Array[] {
  const header = new Map<string, unknown>([['__metadata__', metadata]]);
  let offset = 0;
  for (const { name, shape, data } of tensors) {
    if (data.length !== elementCount(shape) || header.has(name))
      throw new RangeError(`tensor ${name} cannot be written: its shape or name does not fit`);
    const end = offset + data.byteLength;
    header.set(name, { dtype: 'F32', shape, data_offsets: [offset, end] });
    offset = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const padded = new Uint8Array(Math.ceil(json.length / 8) * 8).fill(0x20);
  padded.set(json);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(padded.length), true);
  return [length, padded, ...tensors.map(({ data }) => bytesOf(data))];
}

/**
 * Reads a whole file. `path` is for messages only.
 * @throws Problem NET7007 for anything that is not exactly the format: a header that lies about sizes, tensors
 *   that overlap or leave holes, bytes after the last one, a dtype other than F32.
 */
export function decodeSafetensors(bytes: Uint8Array, path: string): SafetensorsFile {
  const broken = (reason: string): Problem => new Problem(brokenWeights(undefined, { path, reason }));
  if (bytes.length < 8) throw broken('it is shorter than its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = view.getBigUint64(0, true);
  if (headerBytes > BigInt(Math.min(mostHeaderBytes, bytes.length - 8)))
    throw broken('its header is longer than the file allows');
  const dataStart = 8 + Number(headerBytes);
  const { entries, metadata } = parseHeader(bytes.subarray(8, dataStart), broken);

  const data = bytes.subarray(dataStart);
  let expectedStart = 0;
  // Sorted by place, so that an overlap or a hole shows as a wrong beginning.
  for (const { name, start, end } of entries.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start !== expectedStart) throw broken(`tensor ${name} does not begin where the one before it ends`);
    expectedStart = end;
  }
  if (expectedStart !== data.length)
    throw broken(`it has ${data.length} bytes of numbers where its header says ${expectedStart}`);
  const tensors = entries.map(({ name, shape, start, end }) => {
    // Copied, because a view needs an alignment that the format does not promise.
    const copy = data.slice(start, end);
    return { name, shape, data: new Float32Array(copy.buffer, copy.byteOffset, copy.byteLength / 4) };
  });
  return { tensors, metadata };
}

interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

function parseHeader(
  bytes: Uint8Array,
  broken: (reason: string) => Problem,
): { readonly entries: readonly Entry[]; readonly metadata: Readonly<Record<string, string>> } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw broken('its header is not JSON');
  }
  if (!isRecord(parsed)) throw broken('its header is not an object');
  let metadata: Readonly<Record<string, string>> = {};
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(parsed)) {
    if (name === '__metadata__') {
      if (!isTextRecord(value)) throw broken('its metadata is not a table of texts');
      metadata = value;
    } else entries.push(parseEntry(name, value, broken));
  }
  return { entries, metadata };
}

function parseEntry(name: string, value: unknown, broken: (reason: string) => Problem): Entry {
  if (!isRecord(value)) throw broken(`tensor ${name} is not described by an object`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (dtype !== 'F32') throw broken(`tensor ${name} has dtype ${String(dtype)}, where F32 is wanted`);
  if (!isSizes(shape)) throw broken(`tensor ${name} has no sound shape`);
  if (!isSizes(offsets) || offsets.length !== 2) throw broken(`tensor ${name} has no sound offsets`);
  const [start = 0, end = 0] = offsets;
  const count = elementCount(shape);
  if (!Number.isSafeInteger(count) || end - start !== count * 4)
    throw broken(`tensor ${name} has ${end - start} bytes, which do not fit its shape`);
  return { name, shape, start, end };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTextRecord = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every((text) => typeof text === 'string');

const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);

function bytesOf(data: Float32Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
