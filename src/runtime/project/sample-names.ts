import { join } from 'node:path';
import type { TypedDataset } from '../../typecheck/typed-module.ts';
import type { Dataset, SplitName } from '../data/index.ts';

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
