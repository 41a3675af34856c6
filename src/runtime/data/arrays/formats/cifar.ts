import { brokenArray } from '../array-problem.ts';
import type { StoredArray } from '../stored-array.ts';
import { fileHead } from './head.ts';

const SIDE = 32;
const IMAGE_BYTES = 3 * SIDE * SIDE;

/** The arrays of a batch: its images, and a label of each for each byte before its pixels. */
export interface CifarBatch {
  readonly images: StoredArray;
  readonly labels: readonly StoredArray[];
}

/**
 * What a binary batch of CIFAR holds: records of labels, a byte each, then all red, all green and all blue levels of 32×32 pixels
 * (Krizhevsky, "The CIFAR-10 dataset", binary version).
 * @throws ArrayProblem NET5211 where it is no whole number of records
 */
export function describeCifar(path: string, name: string, labels: 1 | 2): CifarBatch {
  const { size } = fileHead(path, name);
  const stride = labels + IMAGE_BYTES;
  if (size === 0) throw brokenArray(name, { kind: 'empty' });
  if (size % stride !== 0)
    throw brokenArray(name, { kind: 'short', wanted: Math.ceil(size / stride) * stride, found: size });
  const count = size / stride;
  const common = {
    name,
    path,
    type: 'uint8',
    bigEndian: false,
    fortran: false,
    stride,
    packed: undefined,
  } as const;
  return {
    images: { ...common, shape: [count, 3, SIDE, SIDE], start: labels },
    labels: Array.from({ length: labels }, (_, start) => ({ ...common, shape: [count], start })),
  };
}
