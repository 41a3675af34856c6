import type { ByteFile } from '../byte-file.ts';
import { elementCount, type FloatKind } from '../numbers.ts';
import { readSortedTable } from './sorted-table.ts';
import { readFields } from './wire.ts';

/** A variable in the index (BundleEntryProto of tensorflow/core/protobuf/tensor_bundle.proto). */
export interface BundleEntry {
  readonly key: string;
  readonly dtype: string;
  readonly float: FloatKind | undefined;
  readonly shape: readonly number[];
  readonly shard: number;
  readonly start: number;
  readonly bytes: number;
  /** The checksum of the bytes, masked. */
  readonly checksum: number | undefined;
}

export interface Bundle {
  readonly shards: number;
  readonly bigEndian: boolean;
  readonly entries: readonly BundleEntry[];
}

/** DataType of tensorflow/core/framework/types.proto: what it is called, and the bytes of an element. */
const dtypes: ReadonlyMap<number, readonly [string, number | undefined]> = new Map([
  [1, ['float32', 4]],
  [2, ['float64', 8]],
  [3, ['int32', 4]],
  [4, ['uint8', 1]],
  [5, ['int16', 2]],
  [6, ['int8', 1]],
  [7, ['string', undefined]],
  [8, ['complex64', 8]],
  [9, ['int64', 8]],
  [10, ['bool', 1]],
  [14, ['bfloat16', 2]],
  [17, ['uint16', 2]],
  [18, ['complex128', 16]],
  [19, ['float16', 2]],
  [22, ['uint32', 4]],
  [23, ['uint64', 8]],
]);

const floats: ReadonlyMap<string, FloatKind> = new Map(
  (['float16', 'bfloat16', 'float32', 'float64'] as const).map((kind) => [kind, kind]),
);

const mostShards = 10_000;

/** Reads `variables.index`. @throws Problem NET7200 */
export function readBundle(file: ByteFile): Bundle {
  const table = readSortedTable(file);
  const header = table.get('');
  if (header === undefined) throw file.broken('it has no header');
  let shards = 0;
  let bigEndian = false;
  for (const { number, value } of readFields(file.cursorOver(header), file.broken)) {
    if (number === 1) shards = value;
    else if (number === 2) bigEndian = value === 1;
  }
  if (shards < 1 || shards > mostShards) throw file.broken(`it speaks of ${shards} files of variables`);
  const entries = [...table]
    .filter(([key]) => key !== '')
    .map(([key, value]) => readEntry(key, value, shards, file));
  return { shards, bigEndian, entries };
}

function readEntry(key: string, value: Uint8Array, shards: number, file: ByteFile): BundleEntry {
  let dtypeNumber = 0;
  let shape: readonly number[] = [];
  let shard = 0;
  let start = 0;
  let bytes = 0;
  let checksum: number | undefined;
  for (const field of readFields(file.cursorOver(value), file.broken)) {
    if (field.number === 1) dtypeNumber = field.value;
    else if (field.number === 2) shape = readShape(key, field.bytes, file);
    else if (field.number === 3) shard = field.value;
    else if (field.number === 4) start = field.value;
    else if (field.number === 5) bytes = field.value;
    else if (field.number === 6) checksum = field.value;
    else if (field.number === 7) throw file.broken(`${key} lies in slices`);
  }
  const [dtype, elementBytes] = dtypes.get(dtypeNumber) ?? [`dtype ${dtypeNumber}`, undefined];
  const count = elementCount(shape);
  if (!Number.isSafeInteger(count)) throw file.broken(`${key} has the shape [${shape.join(', ')}]`);
  if (elementBytes !== undefined && count * elementBytes !== bytes)
    throw file.broken(`${key} has ${bytes} bytes, which do not fit its shape`);
  if (shard >= shards) throw file.broken(`${key} is in file ${shard} of ${shards}`);
  return { key, dtype, float: floats.get(dtype), shape, shard, start, bytes, checksum };
}

/** TensorShapeProto; sizes below zero come as numbers beyond 2⁶³, and are refused as such. */
function readShape(key: string, bytes: Uint8Array, file: ByteFile): readonly number[] {
  return readFields(file.cursorOver(bytes), file.broken)
    .filter(({ number }) => number === 2)
    .map((dimension) => {
      const size = readFields(file.cursorOver(dimension.bytes), file.broken).find(
        ({ number }) => number === 1,
      );
      if (size !== undefined && !Number.isSafeInteger(size.value))
        throw file.broken(`${key} has a size that is no size`);
      return size?.value ?? 0;
    });
}
