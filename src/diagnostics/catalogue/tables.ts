import { define } from '../define.ts';
import { counted, didYouMean, either, type SampleNoun } from './words.ts';

/** NET52xx: tables and labels, found out while they are read. */

/** Rows with one fault, with the first few of them. */
interface FaultyRows {
  readonly kind: string;
  readonly column: string;
  readonly count: number;
  readonly first: readonly { readonly row: number; readonly given: string }[];
  readonly suggestion?: string | undefined;
}

const rows = (count: number): string => (count === 1 ? '1 row' : `${count} rows`);

/** What is wrong with rows, after their number: `3 rows of faces.csv have no number in age`. */
const FAULTS: Readonly<Record<string, (one: boolean, column: string) => string>> = {
  ragged: (one) =>
    one ? 'has another number of cells than its first' : 'have another number of cells than the first',
  json: (one) => (one ? 'is no JSON object' : 'are no JSON objects'),
  path: (one, column) => `${one ? 'names' : 'name'} no photo in ${column}`,
  missing: (one, column) => `${one ? 'has' : 'have'} nothing in ${column}`,
  number: (one, column) => `${one ? 'has' : 'have'} no number in ${column}`,
  vector: (one, column) => `${one ? 'has' : 'have'} other numbers in ${column} than wanted`,
  class: (one, column) => `${one ? 'has' : 'have'} an unknown class in ${column}`,
  group: (one, column) => `${one ? 'says' : 'say'} nothing in ${column}, by which rows stay together`,
};

const inWords = (file: string, { kind, column, count }: FaultyRows): string =>
  `${rows(count)} of ${file} ${FAULTS[kind]?.(count === 1, column) ?? 'cannot be used'}`;

const examples = ({ first, count }: FaultyRows): string => {
  const shown = first.map(({ row, given }) => (given === '' ? `row ${row}` : `row ${row}: ${short(given)}`));
  return shown.join(', ') + (count > first.length ? ` and ${count - first.length} more` : '');
};

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

/** What can be done about a fault. */
const REMEDIES: Readonly<Record<string, (column: string) => string>> = {
  ragged: () => 'Put cells that hold the delimiter in quotes, or say the delimiter: delimiter: ";".',
  missing: (column) => `Where ${column} may be missing, write optional: true in its column.`,
  group: () => 'Give each a value: in several splits they might be parted from their own.',
  class: (column) => `Mend the rows, or name the class where ${column} is declared.`,
};

const remedy = ({ kind, column, suggestion }: FaultyRows): string =>
  didYouMean(kind === 'class' ? suggestion : undefined, () => REMEDIES[kind]?.(column)) ?? 'Mend the rows.';

export const rowsLeftOut = define<FaultyRows & { readonly file: string }>({
  code: 'NET5201',
  severity: 'warning',
  title: ({ file, ...fault }) => inWords(file, fault),
  label: () => 'in this table',
  given: (fault) => examples(fault),
  hint: (fault) => `${fault.count === 1 ? 'It is' : 'They are'} left out. ${remedy(fault)}`,
});

export const tooManyRowsLeftOut = define<{
  readonly file: string;
  readonly rows: number;
  readonly left: number;
  readonly worst: FaultyRows;
}>({
  code: 'NET5202',
  severity: 'error',
  title: ({ file, rows: all, left, worst }) =>
    worst.count === left
      ? `Of ${rows(all)}, ${inWords(file, worst)}`
      : `${left} of the ${rows(all)} of ${file} cannot be used: ${inWords(file, worst)}`,
  label: () => 'in this table',
  given: ({ worst }) => examples(worst),
  hint: ({ worst }) => `So many are rarely chance. ${remedy(worst)}`,
});

export const pathLeavesFolder = define<{
  readonly file: string;
  readonly row: number;
  readonly column: string;
  readonly path: string;
  readonly folder: string;
}>({
  code: 'NET5203',
  severity: 'error',
  title: ({ file, row, path }) => `Row ${row} of ${file} names a photo outside its folder: ${short(path)}`,
  label: ({ column }) => `in the column ${column}`,
  expected: ({ folder }) => `a path below ${folder}, without .. that leads out of it`,
  given: ({ path }) => path,
  hint: () => 'A table may only name photos beside it and below. Move the photos, or the table.',
});

export const tableBroken = define<{ readonly file: string; readonly reason: string }>({
  code: 'NET5204',
  severity: 'error',
  title: ({ file, reason }) => `${file} cannot be read: ${reason}`,
  label: () => 'this table',
  hint: () => 'Tables are read as CSV, as TSV (.tsv), as JSON lines (.jsonl) or as Parquet (.parquet).',
});

export const noRows = define<{ readonly file: string }>({
  code: 'NET5205',
  severity: 'error',
  title: ({ file }) => `${file} has no rows`,
  label: () => 'this table',
  hint: () => 'Its first line names the columns, and every further line is a sample.',
});

export const classesAbsent = define<{
  readonly label: string;
  readonly absent: readonly string[];
  readonly noun: SampleNoun;
}>({
  code: 'NET5206',
  severity: 'warning',
  title: ({ label, absent, noun }) => `No ${noun} to train on is ${either(absent.slice(0, 8))} in ${label}`,
  label: ({ absent }) => `of ${counted(absent.length, 'class', 'classes')} nothing is shown`,
  hint: () => 'What is never shown is not learned: add samples, or take the class out of the program.',
});

export const namesWithoutClass = define<{
  /** What the pattern would say of them. */
  readonly what: 'class' | 'group';
  readonly pattern: string;
  readonly count: number;
  readonly first: readonly string[];
}>({
  code: 'NET5210',
  severity: 'warning',
  title: ({ count, pattern }) => `The names of ${counted(count, 'photo')} do not fit ${pattern}`,
  label: () => 'in this folder',
  given: ({ first, count }) =>
    first.join(', ') + (count > first.length ? ` and ${count - first.length} more` : ''),
  hint: ({ what }) =>
    `They are left out: their ${what} is not known. Rename them, or write a pattern that fits them too.`,
});
