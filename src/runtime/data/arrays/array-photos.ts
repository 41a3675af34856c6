import { stat } from 'node:fs/promises';
import type { ImageColumn, Label } from '../../../typecheck/typed-module.ts';
import type { Samples } from '../samples.ts';
import { ArraySamples } from './array-samples.ts';
import { photoLayout } from './check-parts.ts';
import { describeNpyFile } from './formats/npy.ts';
import { LabelColumn } from '../table/label-column.ts';
import { placed } from './place-array.ts';
import { readLabels } from './read-labels.ts';
import { elementCount } from './stored-array.ts';

/** Whether a file is read as an array. */
export function isArrayName(path: string): boolean {
  return /\.npy$/i.test(path);
}

/**
 * The photos of a `.npy`, without labels: an element for each, named `x.npy#17`.
 * @throws ArrayProblem NET5211 or NET5213 where it cannot be read, or holds none
 */
export async function arrayPhotos(path: string, column: ImageColumn): Promise<Samples> {
  const stored = describeNpyFile(path, path);
  const layout = photoLayout(column, stored);
  const { mtimeMs } = await stat(path);
  const count = elementCount(stored);
  const images = [[{ array: await placed(stored), layout, modified: mtimeMs }]];
  return new ArraySamples(
    { images, labels: [], names: [stored.name], starts: [0, count] },
    everyPlace(count),
  );
}

/**
 * The rows of a `.npy` for a column of numbers.
 * @throws ArrayProblem NET5211, NET5213 or NET5215 where it cannot be read, or holds other numbers
 */
export function arrayNumbers(path: string, label: Label): Samples {
  const stored = describeNpyFile(path, path);
  const column = new LabelColumn(label);
  column.set(0, readLabels(label, stored));
  const count = elementCount(stored);
  return new ArraySamples(
    { images: [], labels: [column], names: [stored.name], starts: [0, count] },
    everyPlace(count),
  );
}

const everyPlace = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, place) => place);
