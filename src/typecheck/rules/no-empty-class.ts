import { emptyClass, folderState } from '../../diagnostics/catalogue/data.ts';
import { unreadableBelow, type FolderRule } from './folder-rules.ts';

/** No folder of a class is empty. */
export const noEmptyClass: FolderRule = ({ folder, span, facts, report }) => {
  const empty = Object.entries(facts.splits).flatMap(([split, classes]) =>
    Object.entries(classes).flatMap(([name, count]) => {
      if (count > 0) return [];
      const parts = [split, name].filter((part) => part !== '');
      return [
        { name, folder: [folder, ...parts].join('/'), reason: unreadableBelow(facts, parts.join('/')) },
      ];
    }),
  );
  const [first] = empty;
  if (first === undefined) return true;
  // One place in the program stands for them all: the first is named, the others follow beside it.
  const also = empty.slice(1, 4).map((other) => ({ span, text: folderState(other.folder, other.reason) }));
  report(emptyClass(span, first, { also }));
  return false;
};
