import { toFloat32, type FloatKind } from '../numbers.ts';
import { undoFilters, type Filter } from './filters.ts';
import { place, type Hdf5File } from './hdf5-file.ts';

/** A piece of an array that is stored by itself. */
interface Chunk {
  readonly start: number;
  readonly bytes: number;
  readonly skippedFilters: number;
  /** Its first element's place in the array. */
  readonly origin: readonly number[];
}

/** An array in chunks. */
export interface ChunkedArray {
  readonly tree: number;
  readonly shape: readonly number[];
  readonly chunkShape: readonly number[];
  readonly elementBytes: number;
  readonly kind: FloatKind;
  readonly bigEndian: boolean;
  readonly filters: readonly Filter[];
}

/** Compressed weights are rarely half of what they were. What inflates more than this is refused, unless it is small. */
export const mostInflation = 50;
export const freeInflationBytes = 64 << 20;

const mostLevels = 10;

/**
 * Reads an array that is stored in chunks.
 * @throws Problem NET7200 where chunks are missing or damaged, or inflate to more than weights could
 */
export async function readChunks(array: ChunkedArray, file: Hdf5File): Promise<Float32Array> {
  const { shape, chunkShape, elementBytes, filters } = array;
  if (chunkShape.length !== shape.length || chunkShape.some((size) => size < 1))
    throw file.broken('the pieces of an array have another number of dimensions than itself');
  const chunks = listChunks(array, file);
  const expected = shape.reduce((count, size, axis) => count * Math.ceil(size / (chunkShape[axis] ?? 1)), 1);
  if (chunks.length !== expected)
    throw file.broken(`an array has ${chunks.length} of its ${expected} pieces`);
  const count = shape.reduce((product, size) => product * size, 1);
  const chunkCount = chunkShape.reduce((product, size) => product * size, 1);
  const chunkBytes = chunkCount * elementBytes;
  const stored = chunks.reduce((sum, { bytes }) => sum + bytes, 0);
  if (stored > file.bytes.size) throw file.broken('pieces of an array share their bytes');
  const inflated = Math.max(count * elementBytes, chunkBytes);
  if (inflated > freeInflationBytes && inflated > stored * mostInflation)
    throw file.broken(`an array inflates to ${Math.round(inflated / stored)} times of what is stored`);

  const result = new Float32Array(count);
  const numbers = new Float32Array(chunkCount);
  for (const chunk of chunks) {
    const bytes = new Uint8Array(chunk.bytes);
    await file.bytes.fill(bytes, chunk.start);
    const raw = undoFilters(bytes, filters, chunk.skippedFilters, chunkBytes, file);
    // Views of wider numbers need an alignment that unpacked bytes may not have.
    toFloat32(raw.slice(), array.kind, array.bigEndian, numbers);
    copyChunk(numbers, chunk.origin, array, result);
  }
  return result;
}

/** All chunks in the tree over them (III.A.1 of the specification, node type 1). */
function listChunks({ tree, shape, chunkShape }: ChunkedArray, file: Hdf5File): readonly Chunk[] {
  const chunks = new Map<string, Chunk>();
  const visited = new Set<number>();
  const visit = (address: number, levels: number): void => {
    if (visited.has(address) || levels < 0) throw file.broken('the pieces of an array lead in circles');
    visited.add(address);
    const headBytes = 8 + 2 * file.offsetSize;
    const head = file.bytes.cursor(address, headBytes);
    if (head.text(4) !== 'TREE' || head.u8() !== 1)
      throw file.broken(`there is no tree of pieces at byte ${address}`);
    const level = head.u8();
    const count = head.u16();
    const keyBytes = 8 + 8 * (shape.length + 1);
    const entries = file.bytes.cursor(address + headBytes, count * (keyBytes + file.offsetSize));
    for (let index = 0; index < count; index++) {
      const bytes = entries.u32();
      const skippedFilters = entries.u32();
      const origin = shape.map(() => entries.u64());
      entries.skip(8);
      const start = place(entries, file);
      if (start === undefined) throw file.broken('a piece of an array is nowhere');
      if (level > 0) {
        visit(start, Math.min(levels, level) - 1);
        continue;
      }
      const key = origin.join();
      const fits = origin.every(
        (from, axis) => from < (shape[axis] ?? 0) && from % (chunkShape[axis] ?? 1) === 0,
      );
      if (!fits || chunks.has(key)) throw file.broken('a piece of an array is not at a place of its own');
      chunks.set(key, { start, bytes, skippedFilters, origin });
    }
  };
  visit(tree, mostLevels);
  return [...chunks.values()];
}

/** Copies the rows of a chunk to their places; what reaches beyond the array is left out. */
function copyChunk(
  numbers: Float32Array,
  origin: readonly number[],
  { shape, chunkShape }: Pick<ChunkedArray, 'shape' | 'chunkShape'>,
  result: Float32Array,
): void {
  const copy = (axis: number, from: number, to: number): void => {
    const size = shape[axis] ?? 1;
    const chunkSize = chunkShape[axis] ?? 1;
    const first = origin[axis] ?? 0;
    const count = Math.min(chunkSize, size - first);
    if (axis >= shape.length - 1) {
      result.set(numbers.subarray(from * chunkSize, from * chunkSize + count), to * size + first);
      return;
    }
    for (let index = 0; index < count; index++)
      copy(axis + 1, from * chunkSize + index, to * size + first + index);
  };
  copy(0, 0, 0);
}
