import type { DataFacts } from '../check-options.ts';
import type { Split } from '../typed-module.ts';

/** Photos for validation; undefined where nobody has looked. */
export function validationPhotos(split: Split, facts: DataFacts | undefined): number | undefined {
  if (split.kind === 'files') return validationInFiles(split.validation, facts);
  if (split.kind !== 'folders' && split.validation === 0) return 0;
  if (split.kind === 'counts') return split.validation;
  if (facts === undefined || !facts.exists) return undefined;
  if (split.kind === 'folders') return sumOf(facts.splits['validation'] ?? {});
  const all = facts.splits[''];
  // Rows of a table are counted when they are read, not before.
  return all === undefined ? undefined : Math.round(sumOf(all) * split.validation);
}

/** Samples of the files for validation, or the part of those for training that is taken in their place. */
function validationInFiles(part: number, facts: DataFacts | undefined): number | undefined {
  if (facts === undefined || !facts.exists) return part === 0 ? undefined : 1;
  const count = (split: string): number => sumOf(facts.splits[split] ?? {});
  const own = count('validation');
  return own > 0 || part === 0 ? own : part < 1 ? Math.round(count('train') * part) : part;
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, each) => sum + each, 0);
}
