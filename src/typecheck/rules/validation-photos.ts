import type { DataFacts } from '../check-options.ts';
import type { Split } from '../typed-module.ts';

/** Photos for validation; undefined where nobody has looked. */
export function validationPhotos(split: Split, facts: DataFacts | undefined): number | undefined {
  if (split.kind !== 'folders' && split.validation === 0) return 0;
  if (split.kind === 'counts') return split.validation;
  if (facts === undefined || !facts.exists) return undefined;
  const counts = Object.values(facts.splits[split.kind === 'folders' ? 'validation' : ''] ?? {});
  const all = counts.reduce((sum, count) => sum + count, 0);
  return split.kind === 'folders' ? all : Math.round(all * split.validation);
}
