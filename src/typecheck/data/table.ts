import { badDataSetting, dataSettingTwice, missingColumn } from '../../diagnostics/catalogue/data.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { DataDeclaration, Setting } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { DataFacts } from '../check-options.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { tableRules } from '../rules/table-rules.ts';
import type { Label, TypedDataset } from '../typed-module.ts';
import { wholeImage, type CheckedDataset } from './checked-dataset.ts';
import type { ReadColumn } from './column-types.ts';
import { columnTypes, readColumn } from './column-types.ts';
import { dataSettings } from './data-settings.ts';
import type { SourcePath } from './dataset.ts';
import { readSplit } from './read-split.ts';
import { requiredSetting } from './required-setting.ts';
import { headWord } from './written-name.ts';

/** Settings of a table that are no columns. */
const ownSettings = Object.keys(dataSettings.table);

/** Checks `table("file.csv") { … }`: a row for each sample, its photos and labels in columns. */
export function checkTable(
  declaration: DataDeclaration,
  file: SourcePath | undefined,
  facts: DataFacts | undefined,
  place: Place,
): CheckedDataset {
  const { name, doc, span } = declaration;
  const settings = eachOnce(declaration.settings, place);
  const split = requiredSetting('split', 'split: fractions(80%, 10%, 10%)', settings, declaration, place, (setting) =>
    readSplit(setting, place, 'table'),
  );
  const delimiterSetting = settings.get('delimiter');
  const delimiter = delimiterSetting === undefined ? { text: undefined } : readDelimiter(delimiterSetting, place);
  const columns = [...settings.values()]
    .filter(({ key }) => !ownSettings.includes(key.text))
    .map((setting) => ({ setting, read: readSetting(setting, place) }));
  const images = columns.flatMap(({ read }) => (read.kind === 'image' ? [read] : []));
  const labels = columns.flatMap(({ setting: { key }, read }) =>
    read.kind === 'label' ? [{ name: key.text, named: true, label: read.label }] : [],
  );
  const complete = hasColumns(declaration, columns, place);
  const typedImages = images
    .map(({ image, path }) => wholeImage(image, path))
    .filter((image) => image !== undefined);
  const typedLabels = labels.flatMap(({ label }): readonly Label[] => (label === undefined ? [] : [label]));
  const whole = typedImages.length === images.length && typedLabels.length === labels.length && complete;
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
  return { declaration, typed, images: images.map(({ image }) => image), labels, facts };
}

/** Settings by name; of those given twice the first. */
function eachOnce(settings: readonly Setting[], { elaboration }: Place): ReadonlyMap<string, Setting> {
  const found = new Map<string, Setting>();
  for (const setting of settings) {
    const { text, span } = setting.key;
    const before = found.get(text);
    if (text === '') continue;
    if (before === undefined) found.set(text, setting);
    else {
      const also = [{ span: before.key.span, text: 'given first here' }];
      elaboration.report(dataSettingTwice(span, { setting: text }, { also }));
    }
  }
  return found;
}

function readSetting({ key, values }: Setting, place: Place): ReadColumn {
  const [written] = values;
  const unknown = { kind: 'label', label: undefined } as const;
  if (written === undefined || written.kind === 'missing') return unknown;
  const type = headWord(written);
  if (type !== undefined && columnTypes.has(type)) {
    const given = written.kind === 'call' ? written.arguments : [];
    return readColumn({ key, type, span: written.span, arguments: given }, place);
  }
  const span = written.kind === 'call' ? written.callee.span : written.span;
  const given = type ?? spanText(written.span);
  const suggestion = nearest(given, columnTypes.keys());
  const expected = 'image(column: …, size: …), number, vector(…), binary(…) or class(…)';
  place.elaboration.report(badDataSetting(span, { setting: key.text, expected, given, suggestion }));
  return unknown;
}

/** A table has something to look at, and something to learn; what has only one of them is reported. */
function hasColumns(
  { name }: DataDeclaration,
  columns: readonly { readonly read: ReadColumn }[],
  { elaboration }: Place,
): boolean {
  const lacks = (['image', 'label'] as const).filter((kind) => !columns.some(({ read }) => read.kind === kind));
  for (const what of lacks) elaboration.report(missingColumn(name.span, { name: name.text, what }));
  return lacks.length === 0;
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
