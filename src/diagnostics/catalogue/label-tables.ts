import type { Span } from '../../source/span.ts';
import { define } from '../define.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { counted, didYouMean, some } from './words.ts';

/** NET5220 to NET5224: a table that says the classes of the photos in a folder. */

/** Why such a table cannot be used. Plain data: what is seen on disk is told to the checker with it. */
export type LabelTableFault =
  | { readonly kind: 'missing'; readonly file: string }
  | { readonly kind: 'outside'; readonly file: string }
  | { readonly kind: 'unreadable'; readonly file: string; readonly reason: string }
  | {
      readonly kind: 'column';
      readonly file: string;
      readonly column: string;
      readonly found: readonly string[];
      readonly suggestion: string | undefined;
    }
  | {
      readonly kind: 'classes';
      readonly file: string;
      readonly photo: string;
      readonly rows: readonly [number, number];
      readonly classes: readonly [string, string];
    }
  | {
      readonly kind: 'several';
      readonly file: string;
      readonly row: number;
      readonly photos: readonly string[];
    };

function faultInWords(fault: LabelTableFault): string {
  switch (fault.kind) {
    case 'missing':
      return `There is no ${fault.file}`;
    case 'outside':
      return `${fault.file} is not in the folder of the photos`;
    case 'unreadable':
      return `${fault.file} cannot be read: ${fault.reason}`;
    case 'column':
      return `${fault.file} has no column ${fault.column}`;
    case 'classes':
      return `${fault.photo} is ${fault.classes[0]} in row ${fault.rows[0]} of ${fault.file} and ${fault.classes[1]} in row ${fault.rows[1]}`;
    case 'several':
      return `Row ${fault.row} of ${fault.file} names ${counted(fault.photos.length, 'photo')}: ${some(fault.photos, 3)}`;
  }
}

function remedy(fault: LabelTableFault): string {
  switch (fault.kind) {
    case 'missing':
    case 'outside':
      return 'The path of the table starts from the folder of the photos, and stays in it: table("labels.csv").';
    case 'unreadable':
      return 'Tables are read as CSV, as TSV (.tsv), as JSON lines (.jsonl) or as Parquet (.parquet).';
    case 'column':
      return (
        didYouMean(fault.suggestion) ??
        'Say which columns hold the photo and its class: table("labels.csv", file: "id", class: "breed").'
      );
    case 'classes':
      return 'Take one of the rows out.';
    case 'several':
      return 'Name the photo with its folders, as they lie below that of the data.';
  }
}

export const labelTableUnusable = define<{ readonly fault: LabelTableFault }>({
  code: 'NET5220',
  severity: 'error',
  title: ({ fault }) => faultInWords(fault),
  label: () => 'the classes of these photos',
  given: ({ fault }) => (fault.kind === 'column' ? some(fault.found, 12) : 'no classes that can be used'),
  hint: ({ fault }) => remedy(fault),
});

/** What a fault says. */
export function labelTableProblem(span: Span | undefined, fault: LabelTableFault): Diagnostic {
  return labelTableUnusable(span, { fault });
}

/** Rows, or photos, the first few of many. */
interface LeftOver {
  readonly file: string;
  readonly count: number;
  readonly first: readonly string[];
}

const listed = ({ first, count }: LeftOver): string =>
  first.join(', ') + (count > first.length ? ` and ${count - first.length} more` : '');

export const rowsWithoutPhoto = define<LeftOver>({
  code: 'NET5221',
  severity: 'warning',
  title: ({ file, count }) =>
    `${counted(count, 'row')} of ${file} ${count === 1 ? 'names' : 'name'} no photo that is there`,
  label: () => 'in this folder',
  given: listed,
  hint: () => 'They are left out. Unpack the photos that are missing, or take the rows out.',
});

export const photosWithoutRow = define<LeftOver>({
  code: 'NET5222',
  severity: 'warning',
  title: ({ file, count }) => `${counted(count, 'photo')} ${count === 1 ? 'has' : 'have'} no row in ${file}`,
  label: () => 'in this folder',
  given: listed,
  hint: () => 'They are left out: their class is not known.',
});

export const labelRowsTwice = define<LeftOver>({
  code: 'NET5223',
  severity: 'warning',
  title: ({ file, count }) =>
    `${counted(count, 'photo')} ${count === 1 ? 'stands' : 'stand'} in ${file} more than once`,
  label: () => 'in this folder',
  given: listed,
  hint: () => 'Each counts once: all its rows say the same class.',
});

export const labelRowsEmpty = define<LeftOver>({
  code: 'NET5224',
  severity: 'warning',
  title: ({ file, count }) =>
    `${counted(count, 'row')} of ${file} ${count === 1 ? 'says' : 'say'} no photo or no class`,
  label: () => 'in this folder',
  given: listed,
  hint: () => 'They are left out. Fill them in, or take them out.',
});
