import { brokenWeights } from '../../diagnostics/catalogue/run.ts';
import { Problem } from '../problem.ts';
import { bytesOf, elementCount } from './files/numbers.ts';
import { parseSafetensorsHeader, safetensorsHeaderBytes } from './safetensors-header.ts';

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
  const dataStart = 8 + safetensorsHeaderBytes(bytes, bytes.length, broken);
  const data = bytes.subarray(dataStart);
  const { entries, metadata } = parseSafetensorsHeader(bytes.subarray(8, dataStart), data.length, broken);
  const other = entries.find(({ dtype }) => dtype !== 'F32');
  if (other !== undefined) throw broken(`tensor ${other.name} has dtype ${other.dtype}, where F32 is wanted`);
  const tensors = entries.map(({ name, shape, start, end }) => {
    // Copied, because a view needs an alignment that the format does not promise.
    const copy = data.slice(start, end);
    return { name, shape, data: new Float32Array(copy.buffer, copy.byteOffset, copy.byteLength / 4) };
  });
  return { tensors, metadata };
}
