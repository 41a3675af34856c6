import { safetensorsPieces } from '../../codegen/safetensors/safetensors-pieces.ts';
import { brokenWeights } from '../../diagnostics/catalogue/run.ts';
import { Problem } from '../problem.ts';
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

/** The file as pieces to be written one after another, of float32 alone. */
export function encodeSafetensors({ tensors, metadata }: SafetensorsFile): readonly Uint8Array[] {
  return safetensorsPieces(
    tensors.map((tensor) => ({ ...tensor, dtype: 'F32' as const })),
    metadata,
  );
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
