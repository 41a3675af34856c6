import { elements } from '../../typecheck/layers/sizes.ts';
import { readNumbers, type StoredNumbers } from '../export/quantize.ts';
import { transposed } from '../export/weight-arithmetic.ts';
import type { HeldPlace, Name } from './graph-writer.ts';
import { TensorProto } from './messages.ts';

/** The numbers of an initializer, as they stand in the file. */
export interface RawInitializer {
  readonly dataType: number;
  readonly bytes: Uint8Array;
}

/**
 * The numbers of a weight as the model computes with them, in the order that the program has them in.
 * @param initializer undefined where the model has none of that name
 * @throws Error in words for people, where the model is not what netc has written
 */
export async function readWeight(
  { path, shape, permutation, numbers, levels }: HeldPlace,
  initializer: (name: Name) => Promise<RawInitializer | undefined>,
): Promise<Float32Array> {
  const array = async (name: Name, count: number): Promise<Numbers> => {
    const found = await initializer(name);
    if (found === undefined) throw new Error(`its weights have no ${path}`);
    const make = numberArrays.get(found.dataType);
    const data = make?.(found.bytes);
    if (data?.length !== count) throw new Error(`${path} has other numbers in it than ${shape.join('×')}`);
    return data;
  };
  const turned = permutation.map((axis) => shape[axis] ?? 1);
  const count = elements(shape);
  const back = permutation.map((_, axis) => permutation.indexOf(axis));
  const data = transposed(await array(numbers, count), turned, back);
  if (levels === undefined) return readNumbers(plain(path, data), shape);
  const channels = shape[levels.axis] ?? 1;
  const [scales, zeros] = [await array(levels.scales, channels), await array(levels.zeros, channels)];
  if (!(data instanceof Uint8Array && scales instanceof Float32Array && zeros instanceof Uint8Array))
    throw new Error(`${path} is no levels in it`);
  return readNumbers({ dtype: 'uint8', data, axis: levels.axis, scales, zeros }, shape);
}

type Numbers = Float32Array | Uint16Array | Uint8Array;

function plain(path: string, data: Numbers): StoredNumbers {
  if (data instanceof Float32Array) return { dtype: 'float32', data };
  if (data instanceof Uint16Array) return { dtype: 'float16', data };
  throw new Error(`${path} is levels in it, and nothing says of what`);
}

/** Copies: bytes in the middle of a file need not begin where such numbers may. */
const numberArrays: ReadonlyMap<number, (bytes: Uint8Array) => Numbers> = new Map<
  number,
  (bytes: Uint8Array) => Numbers
>([
  [TensorProto.DataType.FLOAT, (bytes) => new Float32Array(whole(bytes, 4))],
  [TensorProto.DataType.FLOAT16, (bytes) => new Uint16Array(whole(bytes, 2))],
  [TensorProto.DataType.UINT8, (bytes) => new Uint8Array(bytes)],
]);

/** A copy without what is left over of a number. */
const whole = (bytes: Uint8Array, width: number): ArrayBuffer =>
  new Uint8Array(bytes.subarray(0, bytes.length - (bytes.length % width))).buffer;
