import { classInOneSplit } from '../../diagnostics/catalogue/data.ts';
import { classesOf } from './folder-rules.ts';
import type { FolderRule } from './folder-rules.ts';

/** Each class has a folder in training, validation and test. */
export const classesInEverySplit: FolderRule = ({ split, splitSpan, facts, report }) => {
  if (split.kind !== 'folders') return true;
  const splits = ['train', 'validation', 'test'];
  const has = (name: string, part: string): boolean => Object.hasOwn(facts.splits[part] ?? {}, name);
  const partial = classesOf(facts).find((name) => !splits.every((part) => has(name, part)));
  if (partial === undefined) return true;
  const inside = splits.filter((part) => has(partial, part));
  const missing = splits.filter((part) => !has(partial, part));
  report(classInOneSplit(splitSpan, { name: partial, inside, missing }));
  return false;
};
