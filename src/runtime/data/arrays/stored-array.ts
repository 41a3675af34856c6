import { elements } from '../../../typecheck/layers/sizes.ts';
import type { NumberType } from './number-type.ts';
import { numberBytes } from './number-type.ts';

/** An array as a file stores it: described, none of its numbers read. Its first size is the number of elements. */
export interface StoredArray {
  /** As messages name it: `train-images-idx3-ubyte.gz`, `digits.npz/x_train`. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly shape: readonly number[];
  readonly type: NumberType;
  /** Whether the numbers are characters of texts, the last size being the most that a text has. */
  readonly isText?: boolean;
  readonly bigEndian: boolean;
  /** Whether the first size runs fastest, as in Fortran. */
  readonly fortran: boolean;
  /** Its first byte: in the file, or in what is unpacked of it. */
  readonly start: number;
  /** Bytes from one element to the next. */
  readonly stride: number;
  /** Undefined where it lies in the file as it is. */
  readonly packed: Packing | undefined;
}

/** Where the packed bytes are in the file, and how many they are unpacked. */
export interface Packing {
  readonly kind: 'gzip' | 'deflate';
  readonly at: number;
  readonly bytes: number;
  readonly unpacked: number;
}

/** Numbers of an element. */
export function elementNumbers({ shape }: Pick<StoredArray, 'shape'>): number {
  return elements(shape.slice(1));
}

/** Bytes of an element. */
export function elementBytes(array: Pick<StoredArray, 'shape' | 'type'>): number {
  return elementNumbers(array) * numberBytes[array.type];
}

/** Elements. */
export function elementCount({ shape }: Pick<StoredArray, 'shape'>): number {
  return shape[0] ?? 0;
}

/** What texts are called, as NumPy does: `texts (U5)`. */
export function textsOf({ shape, type }: Pick<StoredArray, 'shape' | 'type'>): string {
  return `texts (${type === 'uint8' ? 'S' : 'U'}${shape.at(-1) ?? 0})`;
}

/** `[60000, 28, 28] of uint8`. */
export function arrayText({ shape, type }: Pick<StoredArray, 'shape' | 'type'>): string {
  return `[${shape.join(', ')}] of ${type}`;
}
