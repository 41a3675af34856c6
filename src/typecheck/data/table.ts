import { badDataSetting } from '../../diagnostics/catalogue/data.ts';
import type { DataDeclaration, Setting } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { DataFacts } from '../check-options.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { tableRules } from '../rules/table-rules.ts';
import type { TypedDataset } from '../typed-module.ts';
import type { CheckedDataset } from './checked-dataset.ts';
import { readColumns } from './column-settings.ts';
import type { SourcePath } from './dataset.ts';
import { requiredSplit } from './read-split.ts';

/** Checks `table("file.csv") { … }`: a row for each sample, its photos and labels in columns. */
export function checkTable(
  declaration: DataDeclaration,
  file: SourcePath | undefined,
  facts: DataFacts | undefined,
  place: Place,
): CheckedDataset {
  const { name, doc, span } = declaration;
  const { settings, images, labels, typedImages, typedLabels, whole } = readColumns(
    declaration,
    'table',
    place,
  );
  const split = requiredSplit(settings, declaration, place, 'table');
  const delimiterSetting = settings.get('delimiter');
  const delimiter =
    delimiterSetting === undefined ? { text: undefined } : readDelimiter(delimiterSetting, place);
  const typed: TypedDataset | undefined =
    file === undefined || split === undefined || delimiter === undefined || !whole
      ? undefined
      : {
          name: name.text,
          doc,
          span,
          source: { kind: 'table', path: file.text, delimiter: delimiter.text, span: file.span },
          images: typedImages,
          labels: typedLabels,
          split,
        };
  const { report } = place.elaboration;
  if (typed !== undefined && facts !== undefined) tableRules({ typed, settings, facts, report });
  return { declaration, typed, images, labels, facts };
}

/** `delimiter: ";"`: one character. */
function readDelimiter(
  { values: [written] }: Setting,
  { elaboration }: Place,
): { readonly text: string } | undefined {
  if (written === undefined || written.kind === 'missing') return undefined;
  if (written.kind === 'string' && written.value.length === 1) return { text: written.value };
  const expected = 'the character between two cells: ";"';
  const given = spanText(written.span);
  elaboration.report(badDataSetting(written.span, { setting: 'delimiter', expected, given }));
  return undefined;
}
