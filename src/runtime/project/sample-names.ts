import { join } from 'node:path';
import type { TypedDataset } from '../../typecheck/typed-module.ts';
import { loadDataset, type Dataset, type SplitName } from '../data/index.ts';
import { readSplit } from '../run-folder/split-file.ts';

/** What tells the samples of a split from all others, whatever data declares them: where their photos are, or their rows. */
export function sampleNames(
  { source }: TypedDataset,
  { folder, splits }: Pick<Dataset, 'folder' | 'splits'>,
  split: SplitName,
): readonly string[] {
  const place = source.kind === 'images' || source.kind === 'table' ? folder : source.path;
  return Array.from({ length: splits[split].length }, (_, at) => {
    const file = splits[split].file(at, 0);
    return file.startsWith('row ') ? `${source.path}: ${file}` : join(place, file);
  });
}

/**
 * What tells the samples that a run was trained on from all others.
 * @param run its folder, and the seed of its division
 * @throws Problem where its data cannot be read any more
 */
export async function trainedNames(
  dataset: TypedDataset,
  base: string,
  run: { readonly path: string; readonly seed: number },
): Promise<ReadonlySet<string>> {
  const lock = await readSplit(run.path);
  const loaded = await loadDataset(dataset, { base, seed: run.seed, lock });
  return new Set(sampleNames(dataset, loaded, 'train'));
}
