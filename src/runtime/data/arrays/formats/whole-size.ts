import type { BrokenArray } from '../../../../diagnostics/catalogue/arrays.ts';
import { numberBytes, type NumberType } from '../number-type.ts';

/** More bytes than any file has, and fewer than numbers begin to lose their last digit at. */
const MOST_BYTES = 2 ** 50;

/** Bytes of an array with a header before it; or what is wrong, where no file can hold it. */
export function bytesWithHeader(
  start: number,
  shape: readonly number[],
  type: NumberType,
): number | BrokenArray {
  // The largest sizes first would hide a product of zeros.
  const bytes = shape.reduce((product, size) => product * size, numberBytes[type]);
  const isWhole = shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  const largest = shape.reduce((most, size) => Math.max(most, size), 0);
  return isWhole && bytes <= MOST_BYTES && largest <= MOST_BYTES ? start + bytes : { kind: 'huge', shape };
}

/** What is wrong with a size that a header speaks of; undefined where the file has it. */
export function sizeFault(wanted: number, found: number): BrokenArray | undefined {
  if (found < wanted) return { kind: 'short', wanted, found };
  return found > wanted ? { kind: 'long', wanted } : undefined;
}
