import type { ByteSource } from '../byte-source.ts';
import { elementCount, readNumbers } from '../numbers.ts';
import type { ManifestWeight } from './manifest.ts';

/** Numbers converted in one go. */
const pieceNumbers = 1 << 20;

/** The numbers of a weight of dtype float32, whatever they were quantised to. */
export async function readWeightNumbers(
  file: ByteSource,
  start: number,
  { shape, quantization }: ManifestWeight,
): Promise<Float32Array> {
  const count = elementCount(shape);
  if (quantization === undefined) return readNumbers(file, start, count, 'float32');
  const { dtype, scale, min } = quantization;
  if (dtype === 'float16') return readNumbers(file, start, count, 'float16');
  const width = dtype === 'uint8' ? 1 : 2;
  file.mustHold(start, count * width);
  const result = new Float32Array(count);
  const piece = new Uint8Array(Math.min(count, pieceNumbers) * width);
  for (let done = 0; done < count; done += pieceNumbers) {
    const length = Math.min(count - done, pieceNumbers);
    await file.fill(piece.subarray(0, length * width), start + done * width);
    const levels = width === 1 ? piece : new Uint16Array(piece.buffer, 0, length);
    for (let index = 0; index < length; index++) result[done + index] = (levels[index] ?? 0) * scale + min;
  }
  return result;
}
