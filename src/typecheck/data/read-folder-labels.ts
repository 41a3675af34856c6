import { badDataSetting } from '../../diagnostics/catalogue/data.ts';
import type { Call, Setting } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { LabelTableSource } from '../typed-module.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { isNamePattern } from './name-pattern.ts';
import { headWord, writtenName } from './written-name.ts';

/** Where the classes of a folder of photos stand, when its folders do not say them. */
export type FolderLabels =
  | { readonly names: string; readonly table?: undefined }
  | { readonly names?: undefined; readonly table: LabelTableSource };

const expected =
  'name("{class}.{number}.jpg"), {class} once, where the name of a file has its class; ' +
  'or table("labels.csv", file: "file", class: "class"), a file of the folder and its columns';

/** `labels: name("{class}.{number}.jpg")`, or `labels: table("labels.csv", file: "id", class: "breed")`. */
export function readFolderLabels(setting: Setting, place: Place): FolderLabels | undefined {
  const [written, second] = setting.values;
  if (written === undefined || written.kind === 'missing') return undefined;
  if (written.kind === 'call' && second === undefined) {
    const way = headWord(written);
    const read = way === 'name' ? readPattern(written) : way === 'table' ? readTable(written) : undefined;
    if (read !== undefined) return read;
  }
  place.elaboration.report(
    badDataSetting(written.span, { setting: 'labels', expected, given: spanText(written.span) }),
  );
  return undefined;
}

function readPattern({ arguments: [pattern, more] }: Call): FolderLabels | undefined {
  const text =
    pattern?.value.kind === 'string' && pattern.name === undefined ? pattern.value.value : undefined;
  return text !== undefined && more === undefined && isNamePattern(text) ? { names: text } : undefined;
}

function readTable({ arguments: [path, ...columns] }: Call): FolderLabels | undefined {
  const text = path?.value.kind === 'string' && path.name === undefined ? path.value.value : '';
  const given = columns.map(({ name, value }) => [name?.text ?? '', writtenName(value)] as const);
  const isRight =
    text !== '' &&
    new Set(given.map(([name]) => name)).size === given.length &&
    given.every(([name, column]) => (name === 'file' || name === 'class') && column !== undefined);
  if (!isRight) return undefined;
  const column = (wanted: string): string => given.find(([name]) => name === wanted)?.[1] ?? wanted;
  return { table: { path: text, file: column('file'), class: column('class') } };
}
