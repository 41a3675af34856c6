import type { DataFacts } from '../check-options.ts';
import type { Split } from '../typed-module.ts';

/** Photos for validation; undefined where nobody has looked. */
export function validationPhotos(split: Split, facts: DataFacts | undefined): number | undefined {
  if (split.kind === 'files') return validationInFiles(split.validation, facts);
  if (split.kind !== 'folders' && split.validation === 0) return 0;
  if (split.kind === 'counts') return split.validation;
  if (facts === undefined || !facts.exists) return undefined;
  const counts = Object.values(facts.splits[split.kind === 'folders' ? 'validation' : ''] ?? {});
  const all = counts.reduce((sum, count) => sum + count, 0);
  return split.kind === 'folders' ? all : Math.round(all * split.validation);
}

/** Samples of the files for validation, or the part of those for training that is taken in their place. */
function validationInFiles(part: number, facts: DataFacts | undefined): number | undefined {
  if (facts === undefined || !facts.exists) return part === 0 ? undefined : 1;
  const count = (split: string): number =>
    Object.values(facts.splits[split] ?? {}).reduce((sum, each) => sum + each, 0);
  const own = count('validation');
  return own > 0 || part === 0 ? own : part < 1 ? Math.round(count('train') * part) : part;
}
