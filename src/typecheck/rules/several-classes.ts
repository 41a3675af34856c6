import { oneClass } from '../../diagnostics/catalogue/data.ts';
import { classesOf } from './folder-rules.ts';
import type { FolderRule } from './folder-rules.ts';

/** There are at least two classes to tell apart. */
export const severalClasses: FolderRule = ({ folder, span, facts, report }) => {
  const [name = '', second] = classesOf(facts);
  if (second !== undefined) return true;
  report(oneClass(span, { folder, name }));
  return false;
};
