import { tooFewPhotos } from '../../diagnostics/catalogue/data.ts';
import type { FolderRule } from './folder-rules.ts';

/** A split by counts wants no more photos than there are. */
export const enoughPhotos: FolderRule = ({ folder, split, splitSpan, facts, report }) => {
  if (split.kind !== 'counts') return true;
  const wanted = split.train + split.validation + split.test;
  const found = Object.values(facts.splits[''] ?? {}).reduce((sum, count) => sum + count, 0);
  if (wanted <= found) return true;
  report(tooFewPhotos(splitSpan, { folder, wanted, found, noun: 'photo' }));
  return false;
};
