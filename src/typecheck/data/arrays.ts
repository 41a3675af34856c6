import { arrayColumn } from '../../diagnostics/catalogue/data.ts';
import type { DataDeclaration } from '../../parser/ast.ts';
import type { DataFacts } from '../check-options.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { arrayRules } from '../rules/array-rules.ts';
import type { TypedDataset } from '../typed-module.ts';
import type { CheckedDataset } from './checked-dataset.ts';
import { readColumns } from './column-settings.ts';
import type { SourcePath } from './dataset.ts';
import { groupedBy } from './grouped-by.ts';
import { requiredSplit } from './read-split.ts';

/** Stands in the name of an array for `train`, `validation` and `test`. */
export const SPLIT_PART = '{split}';

/** Checks `arrays("digits.npz") { … }`: arrays with an element for each sample, each a column. */
export function checkArrays(
  declaration: DataDeclaration,
  path: SourcePath | undefined,
  facts: DataFacts | undefined,
  place: Place,
): CheckedDataset {
  const { name, doc, span } = declaration;
  const { settings, images, labels, typedImages, typedLabels, whole } = readColumns(
    declaration,
    'arrays',
    place,
  );
  const split = requiredSplit(settings, declaration, place, 'arrays');
  const by = split && groupedBy(split);
  const arrayNames = [
    ...typedImages.map((image) => ({
      column: image.name,
      arrays: image.path.map((part) => (typeof part === 'string' ? part : part.column)),
    })),
    ...typedLabels.map((label) => ({ column: label.name, arrays: label.columns })),
    ...(by === undefined ? [] : [{ column: 'by', arrays: [by] }]),
  ];
  const wrong = arrayNames.filter(
    ({ arrays }) =>
      arrays.length !== 1 || (split?.kind === 'files' && arrays[0]?.includes(SPLIT_PART) !== true),
  );
  for (const { column, arrays } of wrong) {
    const at = settings.get(column === 'by' ? 'split' : column)?.span ?? span;
    place.elaboration.report(arrayColumn(at, { column, arrays }));
  }
  const typed: TypedDataset | undefined =
    path === undefined || split === undefined || !whole || wrong.length > 0
      ? undefined
      : {
          ...{ name: name.text, doc, span },
          source: { kind: 'arrays', path: path.text, span: path.span },
          images: typedImages,
          labels: typedLabels,
          split,
        };
  const splitSpan = settings.get('split')?.span;
  if (typed !== undefined) arrayRules({ typed, facts, splitSpan, report: place.elaboration.report });
  return { declaration, typed, images, labels, facts };
}
