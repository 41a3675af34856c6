import { classesAreSplits, type ClassesBy } from '../../diagnostics/catalogue/data.ts';
import type { DataFacts } from '../check-options.ts';
import { splitOfFolder } from '../data/split-folders.ts';
import type { Split } from '../typed-module.ts';
import type { FolderRule } from './folder-rules.ts';

/** Folders of classes are not those of a split, which would be told apart as if they were classes. */
export const foldersAreClasses: FolderRule = ({ folder, split, splitSpan, facts, by, declared, report }) => {
  if (declared !== undefined || !areOfSplit(facts, by, split)) return true;
  const found = Object.keys(facts.splits[''] ?? {});
  report(classesAreSplits(splitSpan, { folder, found }));
  return false;
};

/** Whether folders that stand for classes are called as those of a split are. */
export function areOfSplit({ splits }: DataFacts, by: ClassesBy, split: Split | undefined): boolean {
  if (by.kind !== 'folders' || split === undefined || split.kind === 'folders') return false;
  const named = new Set(Object.keys(splits[''] ?? {}).map(splitOfFolder));
  return named.size > 1 && !named.has(undefined);
}
