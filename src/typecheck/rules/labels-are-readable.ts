import { labelTableProblem } from '../../diagnostics/catalogue/label-tables.ts';
import type { FolderRule } from './folder-rules.ts';

/** The table that says the classes of a folder's photos is there, and says each of them once. */
export const labelsAreReadable: FolderRule = ({ facts, labelsSpan, report }) => {
  if (facts.labelFault === undefined) return true;
  report(labelTableProblem(labelsSpan, facts.labelFault));
  return false;
};
