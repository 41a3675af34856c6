/**
 * The header of safetensors: what it says of each tensor, read strictly.
 * https://huggingface.co/docs/safetensors — what other readers may accept by chance is refused here.
 */
import { duplicateKey } from './duplicate-key.ts';
import { elementCount } from './files/numbers.ts';

/** Bits of an element, by dtype. */
const dtypeBits: Readonly<Record<string, number>> = {
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  BOOL: 8,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  U16: 16,
  I16: 16,
  F16: 16,
  BF16: 16,
  U32: 32,
  I32: 32,
  F32: 32,
  U64: 64,
  I64: 64,
  F64: 64,
  C64: 64,
};

export interface SafetensorsEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Bytes, counted from the end of the header. */
  readonly start: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  /** In the header's order. */
  readonly entries: readonly SafetensorsEntry[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** The reference implementation's bound on the header. */
const mostHeaderBytes = 100_000_000;

/**
 * How many bytes the JSON after the first eight has.
 * @param fileBytes the size of the whole file
 */
export function safetensorsHeaderBytes(
  first: Uint8Array,
  fileBytes: number,
  broken: (reason: string) => Error,
): number {
  if (first.length < 8) throw broken('it is shorter than its header');
  const headerBytes = new DataView(first.buffer, first.byteOffset).getBigUint64(0, true);
  if (headerBytes > BigInt(Math.min(mostHeaderBytes, fileBytes - 8)))
    throw broken('its header is longer than the file allows');
  return Number(headerBytes);
}

/**
 * Reads the JSON.
 * @param dataBytes the size of what follows it; the tensors must fill it without overlap or hole
 * @param broken makes the error for anything that is not exactly the format
 */
export function parseSafetensorsHeader(
  json: Uint8Array,
  dataBytes: number,
  broken: (reason: string) => Error,
): SafetensorsHeader {
  let text: string;
  let parsed: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(json);
    parsed = JSON.parse(text);
  } catch {
    throw broken('its header is not JSON');
  }
  if (!isRecord(parsed)) throw broken('its header is not an object');
  const twice = duplicateKey(text);
  if (twice !== undefined) throw broken(`its header has ${twice} twice`);
  let metadata: Readonly<Record<string, string>> = {};
  const entries: SafetensorsEntry[] = [];
  for (const [name, value] of Object.entries(parsed)) {
    if (name === '__metadata__') {
      if (!isTextRecord(value)) throw broken('its metadata is not a table of texts');
      metadata = value;
    } else entries.push(parseEntry(name, value, broken));
  }
  let expectedStart = 0;
  // Sorted by place, so that an overlap or a hole shows as a wrong beginning.
  for (const { name, start, end } of entries.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start !== expectedStart) throw broken(`tensor ${name} does not begin where the one before it ends`);
    expectedStart = end;
  }
  if (expectedStart !== dataBytes)
    throw broken(`it has ${dataBytes} bytes of numbers where its header says ${expectedStart}`);
  return { entries, metadata };
}

function parseEntry(name: string, value: unknown, broken: (reason: string) => Error): SafetensorsEntry {
  if (!isRecord(value)) throw broken(`tensor ${name} is not described by an object`);
  const { dtype, shape, data_offsets: offsets } = value;
  const bits = typeof dtype === 'string' && Object.hasOwn(dtypeBits, dtype) ? dtypeBits[dtype] : undefined;
  if (typeof dtype !== 'string' || bits === undefined)
    throw broken(`tensor ${name} has the unknown dtype ${JSON.stringify(dtype)}`);
  if (!isSizes(shape)) throw broken(`tensor ${name} has no sound shape`);
  if (!isSizes(offsets) || offsets.length !== 2) throw broken(`tensor ${name} has no sound offsets`);
  const [start = 0, end = 0] = offsets;
  const count = elementCount(shape);
  if (!Number.isSafeInteger(count) || end - start !== (count * bits) / 8)
    throw broken(`tensor ${name} has ${end - start} bytes, which do not fit its shape`);
  return { name, dtype, shape, start, end };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTextRecord = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every((text) => typeof text === 'string');

const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
