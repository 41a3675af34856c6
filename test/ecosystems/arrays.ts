import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExportFile } from '../../src/codegen/export/export-subject.ts';
import type { NdArray } from '../support/interpreter/array.ts';

/** Writes the files of an export below a folder. */
export function writeFiles(folder: string, files: readonly ExportFile[]): void {
  for (const { path, content } of files) {
    if (typeof content === 'object' && 'asset' in content)
      throw new Error(`${path} is an asset of the browser's page`);
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : Buffer.concat(content));
  }
}

/** Writes arrays for a program in Python: shapes in arrays.json, numbers as float32 behind one another in arrays.bin. */
export function writeArrays(folder: string, arrays: Readonly<Record<string, NdArray>>): void {
  const shapes = Object.fromEntries(Object.entries(arrays).map(([name, { shape }]) => [name, shape]));
  writeFileSync(join(folder, 'arrays.json'), JSON.stringify(shapes));
  const numbers = Object.values(arrays).map(({ data }) => Buffer.from(Float32Array.from(data).buffer));
  writeFileSync(join(folder, 'arrays.bin'), Buffer.concat(numbers));
}

/** The largest difference of two arrays' numbers, relative to the largest number of the second, but for tiny ones. */
export function largestDifference(given: readonly number[], wanted: Iterable<number>): number {
  const numbers = [...wanted];
  if (given.length !== numbers.length) return Infinity;
  const scale = Math.max(1, ...numbers.map(Math.abs));
  // NaN must not be lost in a maximum.
  const differences = numbers.map((value, index) => Math.abs(value - (given[index] ?? NaN)) / scale);
  return differences.some(Number.isNaN) ? Infinity : Math.max(0, ...differences);
}
