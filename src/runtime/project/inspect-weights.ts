import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { WeightListing } from '../../report/weights-text.ts';
import { asProblem } from '../weights/files/byte-file.ts';
import { openWeightFile } from '../weights/files/open-weight-file.ts';
import { conventionOf } from '../weights/parts.ts';
import { formatNames } from '../weights/weight-file.ts';

/**
 * What a file of weights holds. Its numbers stay on disk.
 * @throws Problem where it cannot be opened, or is none
 */
export async function inspectWeights(
  given: string,
  workingDirectory: string,
): Promise<{ readonly listing: WeightListing; readonly notes: readonly Diagnostic[] }> {
  const path = relative(process.cwd(), resolve(workingDirectory, given)) || '.';
  const file = await openWeightFile(path);
  try {
    const { format, tensors, notes } = file;
    const listing = {
      file: given,
      format,
      formatName: formatNames[format],
      convention: conventionOf(tensors),
      bytes: await bytesOf(path),
      tensors,
    };
    return { listing, notes };
  } finally {
    await file.close();
  }
}

/** Of a file; of all files of a model where they are several. */
async function bytesOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: unknown) => {
    throw asProblem(path, error);
  });
  const isPart = ['model.json', 'saved_model.pb'].includes(basename(path));
  if (found.isFile() && !isPart) return found.size;
  const folder = isPart ? dirname(path) : path;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
