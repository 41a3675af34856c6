import { badDataSetting, missingColumn } from '../../diagnostics/catalogue/data.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { DataDeclaration, Setting } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import type { ImageColumn, Label } from '../typed-module.ts';
import { wholeImage, type CheckedImage, type CheckedLabel } from './checked-dataset.ts';
import type { ReadColumn } from './column-types.ts';
import { columnTypes, readColumn } from './column-types.ts';
import { dataSettings } from './data-settings.ts';
import { gatherColumns } from './gather-data-settings.ts';
import { headWord } from './written-name.ts';

/** What data says whose settings are columns, but for a few. */
export interface Columns {
  /** All settings by name. */
  readonly settings: ReadonlyMap<string, Setting>;
  readonly images: readonly CheckedImage[];
  readonly labels: readonly CheckedLabel[];
  /** Those that are right. */
  readonly typedImages: readonly ImageColumn[];
  readonly typedLabels: readonly Label[];
  /** Whether all are right, and there are enough. */
  readonly whole: boolean;
}

/** Reads the columns of a table or of arrays; what is wrong is reported. */
export function readColumns(declaration: DataDeclaration, source: 'table' | 'arrays', place: Place): Columns {
  const settings = gatherColumns(declaration.settings, place);
  const ownSettings = Object.keys(dataSettings[source]);
  const columns = [...settings.values()]
    .filter(({ key }) => !ownSettings.includes(key.text))
    .map((setting) => ({ setting, read: readSetting(setting, place, source) }));
  const images = columns.flatMap(({ read }) => (read.kind === 'image' ? [read] : []));
  const labels = columns.flatMap(({ setting: { key }, read }) =>
    read.kind === 'label' ? [{ name: key.text, named: true, label: read.label }] : [],
  );
  const complete = hasColumns(declaration, columns, place);
  const typedImages = images
    .map(({ image, path }) => wholeImage(image, path))
    .filter((image) => image !== undefined);
  const typedLabels = labels.flatMap(({ label }): readonly Label[] => (label === undefined ? [] : [label]));
  return {
    settings,
    images: images.map(({ image }) => image),
    labels,
    typedImages,
    typedLabels,
    whole: typedImages.length === images.length && typedLabels.length === labels.length && complete,
  };
}

function readSetting({ key, values }: Setting, place: Place, source: 'table' | 'arrays'): ReadColumn {
  const [written] = values;
  const unknown = { kind: 'label', label: undefined } as const;
  if (written === undefined || written.kind === 'missing') return unknown;
  const type = headWord(written);
  if (type !== undefined && columnTypes.has(type)) {
    const given = written.kind === 'call' ? written.arguments : [];
    return readColumn({ key, type, span: written.span, arguments: given }, place, source);
  }
  const span = written.kind === 'call' ? written.callee.span : written.span;
  const given = type ?? spanText(written.span);
  const suggestion = nearest(given, columnTypes.keys());
  const expected = 'image(column: …, size: …), number, vector(…), binary(…) or class(…)';
  place.elaboration.report(badDataSetting(span, { setting: key.text, expected, given, suggestion }));
  return unknown;
}

/**
 * A sample has something to look at, an image or numbers, and something to be learned; what has only one of them is reported. Which
 * numbers are looked at, and which are learned, a model says.
 */
function hasColumns(
  { name }: DataDeclaration,
  columns: readonly { readonly read: ReadColumn }[],
  { elaboration }: Place,
): boolean {
  const images = columns.filter(({ read }) => read.kind === 'image');
  const labels = columns.flatMap(({ read }) => (read.kind === 'label' ? [read.label] : []));
  const isNumeric = labels.some((label) => !label || label.kind === 'number' || label.kind === 'vector');
  const isSeen = images.length > 0 || (isNumeric && labels.length > 1);
  const lacks = [...(isSeen ? [] : (['image'] as const)), ...(labels.length > 0 ? [] : (['label'] as const))];
  for (const what of lacks) elaboration.report(missingColumn(name.span, { name: name.text, what }));
  return lacks.length === 0;
}
