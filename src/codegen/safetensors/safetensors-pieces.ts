/**
 * The safetensors format: eight bytes of header length (little endian), a JSON header, then the numbers.
 * https://huggingface.co/docs/safetensors
 */

/** Numbers as the format calls their types. */
export type TensorNumbers =
  | { readonly dtype: 'F32'; readonly data: Float32Array }
  | { readonly dtype: 'F16'; readonly data: Uint16Array };

export type TensorToWrite = TensorNumbers & { readonly name: string; readonly shape: readonly number[] };

/**
 * A file as pieces to be written one after another; the numbers are views of the arrays, not copies.
 * Tensors stand in the given order; the header is padded with blanks so that the numbers are aligned.
 * @throws RangeError where a name stands twice or numbers do not fit their shape
 */
export function safetensorsPieces(
  tensors: readonly TensorToWrite[],
  metadata: Readonly<Record<string, string>>,
): readonly Uint8Array[] {
  const header = new Map<string, unknown>([['__metadata__', metadata]]);
  let offset = 0;
  for (const { name, dtype, shape, data } of tensors) {
    if (data.length !== shape.reduce((count, size) => count * size, 1) || header.has(name))
      throw new RangeError(`tensor ${name} cannot be written: its shape or name does not fit`);
    const end = offset + data.byteLength;
    header.set(name, { dtype, shape, data_offsets: [offset, end] });
    offset = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const padded = new Uint8Array(Math.ceil(json.length / 8) * 8).fill(0x20);
  padded.set(json);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(padded.length), true);
  return [
    length,
    padded,
    ...tensors.map(({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ];
}
