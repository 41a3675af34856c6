import { classesDiffer } from '../../diagnostics/catalogue/data.ts';
import { classesOf } from './folder-rules.ts';
import type { FolderRule } from './folder-rules.ts';

/** The folder has the classes that the program names, where it names them. */
export const classesAsDeclared: FolderRule = ({ span, facts, declared, report }) => {
  const found = classesOf(facts);
  if (declared === undefined || declared.join('\n') === found.join('\n')) return true;
  report(classesDiffer(span, { declared, found }));
  return false;
};
