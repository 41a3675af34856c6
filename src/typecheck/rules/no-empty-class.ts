import { emptyClass } from '../../diagnostics/catalogue/data.ts';
import type { FolderRule } from './folder-rules.ts';

/** No folder of a class is empty. */
export const noEmptyClass: FolderRule = ({ folder, span, facts, report }) => {
  const empty = Object.entries(facts.splits).flatMap(([split, classes]) =>
    Object.entries(classes).flatMap(([name, count]) =>
      count > 0 ? [] : [{ name, folder: [folder, split, name].filter((part) => part !== '').join('/') }],
    ),
  );
  const [first] = empty;
  if (first === undefined) return true;
  // One place in the program stands for them all: the first is named, the others follow beside it.
  const also = empty.slice(1, 4).map((other) => ({ span, text: `${other.folder} is empty` }));
  report(emptyClass(span, first, { also }));
  return false;
};
