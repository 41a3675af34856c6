import { closeSync, openSync, writeFileSync } from 'node:fs';
import { elements } from '../../../typecheck/layers/sizes.ts';
import { openAtOnce } from '../decode/read-photo.ts';
import { numberBytes } from './number-type.ts';
import { readExactly } from './read-exactly.ts';
import { elementBytes, elementCount, elementNumbers, type StoredArray } from './stored-array.ts';
import { keptFile, unpacked } from './unpack.ts';

/** Bytes of elements that are turned at a time. */
const BLOCK_BYTES = 32 << 20;

/**
 * An array whose elements lie one after another in a file, each in C's order: unpacked, and turned where it was written in
 * Fortran's, in a file of the cache.
 */
export async function placed(array: StoredArray): Promise<StoredArray> {
  const plain = await unpacked(array);
  if (!plain.fortran) return plain;
  const bytes = elementBytes(plain);
  const path = await keptFile(
    array,
    `c-${array.start}-${array.packed?.at ?? 0}`,
    elementCount(plain) * bytes,
    (part) => {
      turn(plain, part);
      return Promise.resolve();
    },
  );
  return { ...plain, path, start: 0, stride: bytes, fortran: false };
}

/** Writes an array of Fortran's order in C's, some elements at a time. */
function turn(array: StoredArray, path: string): void {
  const { start, type } = array;
  const [count, width, numbers] = [elementCount(array), numberBytes[type], elementNumbers(array)];
  const places = fortranPlaces(array.shape.slice(1));
  const together = Math.max(1, Math.min(count, Math.floor(BLOCK_BYTES / (numbers * width))));
  const block = new Uint8Array(together * numbers * width);
  const column = new Uint8Array(together * width);
  const [input, output] = [openAtOnce(array.path), openSync(path, 'wx')];
  try {
    for (let first = 0; first < count; first += together) {
      const own = Math.min(together, count - first);
      for (const [place, turned] of places.entries()) {
        const part = column.subarray(0, own * width);
        readExactly(input, part, start + (turned * count + first) * width, array.name);
        // By index: this loop runs over every number of every element.
        for (let element = 0; element < own; element++)
          for (let byte = 0; byte < width; byte++)
            block[(element * numbers + place) * width + byte] = part[element * width + byte] ?? 0;
      }
      writeFileSync(output, block.subarray(0, own * numbers * width));
    }
  } finally {
    closeSync(input);
    closeSync(output);
  }
}

/** For each number of an element in C's order, its place in Fortran's. */
function fortranPlaces(shape: readonly number[]): Uint32Array {
  const places = new Uint32Array(elements(shape));
  for (const place of places.keys()) {
    let rest = place;
    let turned = 0;
    let unit = places.length;
    for (const size of shape.toReversed()) {
      unit /= size;
      turned += (rest % size) * unit;
      rest = Math.floor(rest / size);
    }
    places[place] = turned;
  }
  return places;
}
