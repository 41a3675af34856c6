import { stat } from 'node:fs/promises';
import type { ImageColumn } from '../../../typecheck/typed-module.ts';
import type { Samples } from '../samples.ts';
import { ArraySamples } from './array-samples.ts';
import { photoLayout } from './check-parts.ts';
import { describeNpyFile } from './formats/npy.ts';
import { placed } from './place-array.ts';
import { elementCount } from './stored-array.ts';

/** Whether a file is read as an array of photos. */
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
    { images, labels: [], starts: [0, count] },
    Uint32Array.from({ length: count }, (_, place) => place),
  );
}
