import { define } from '../define.ts';
import { both, counted, didYouMean, some, type SampleNoun } from './words.ts';

/** NET5xxx: data, as declared and as found in its folder. */

export const unknownSource = define<{ readonly name: string; readonly suggestion: string | undefined }>({
  code: 'NET5001',
  severity: 'error',
  title: ({ name }) => `There is no kind of data called ${name}`,
  label: () => 'unknown kind of data',
  expected: () =>
    'images("folder"), table("file.csv"), arrays("file.npz"), idx("folder"), cifar10("folder") or cifar100("folder")',
  hint: ({ suggestion }) => didYouMean(suggestion),
});

const SOURCE_EXAMPLES: Readonly<Record<string, string>> = {
  table: 'table("data/faces.csv")',
  arrays: 'arrays("data/digits.npz")',
  images: 'images("data/pets")',
};

export const badSource = define<{ readonly kind: string; readonly given: string }>({
  code: 'NET5002',
  severity: 'error',
  title: ({ kind }) =>
    `${kind} needs the path of its ${kind === 'table' ? 'file' : kind === 'arrays' ? 'file or folder' : 'folder'}`,
  label: ({ given }) => `this is ${given}`,
  expected: ({ kind }) => SOURCE_EXAMPLES[kind] ?? `${kind}("data/${kind}")`,
  given: ({ given }) => given,
});

export const unknownDataSetting = define<{
  readonly name: string;
  readonly known: readonly string[];
  readonly suggestion: string | undefined;
}>({
  code: 'NET5003',
  severity: 'error',
  title: ({ name }) => `Data has no setting ${name}`,
  label: () => 'unknown setting',
  hint: ({ suggestion, known }) => didYouMean(suggestion, () => `Its settings are ${some(known)}.`),
});

export const badDataSetting = define<{
  readonly setting: string;
  readonly expected: string;
  readonly given: string;
  readonly suggestion?: string | undefined;
}>({
  code: 'NET5004',
  severity: 'error',
  title: ({ setting, given }) => `${setting} of data cannot be ${given}`,
  label: ({ given }) => `this is ${given}`,
  expected: ({ expected }) => expected,
  given: ({ given }) => given,
  hint: ({ suggestion }) => didYouMean(suggestion),
});

export const missingDataSetting = define<{
  readonly name: string;
  readonly setting: string;
  readonly example: string;
}>({
  code: 'NET5005',
  severity: 'error',
  title: ({ name, setting }) => `The data ${name} does not say its ${setting}`,
  label: ({ setting }) => `without ${setting}`,
  hint: ({ example }) => `Add ${example}.`,
});

export const dataSettingTwice = define<{ readonly setting: string }>({
  code: 'NET5006',
  severity: 'error',
  title: ({ setting }) => `${setting} is given twice`,
  label: () => 'given again here',
});

export const splitSum = define<{ readonly total: string }>({
  code: 'NET5007',
  severity: 'error',
  title: ({ total }) => `The fractions of a split add up to ${total}`,
  label: ({ total }) => `${total} in all`,
  expected: () => '100%: training, validation and test',
});

// --- columns --------------------------------------------------------------------------------------------------

export const badColumn = define<{
  readonly column: string;
  readonly what: string;
  readonly expected: string;
  readonly given: string;
}>({
  code: 'NET5009',
  severity: 'error',
  title: ({ column, what, given }) => `In the column ${column}, ${what} cannot be ${given}`,
  label: ({ given }) => `this is ${given}`,
  expected: ({ expected }) => expected,
  given: ({ given }) => given,
});

export const unknownColumnOption = define<{
  readonly type: string;
  readonly option: string;
  readonly known: readonly string[];
  readonly suggestion: string | undefined;
}>({
  code: 'NET5010',
  severity: 'error',
  title: ({ type, option }) => `A column of type ${type} has no option ${option}`,
  label: () => 'unknown option',
  hint: ({ suggestion, known }) => didYouMean(suggestion, () => `Its options are ${some(known)}.`),
});

export const noSuchLabel = define<{
  readonly data: string;
  readonly label: string;
  readonly known: readonly string[];
  readonly suggestion: string | undefined;
}>({
  code: 'NET5011',
  severity: 'error',
  title: ({ data, label }) => `The data ${data} has no label ${label}`,
  label: () => 'no such label',
  expected: ({ known }) => some(known),
  given: ({ label }) => label,
  hint: ({ suggestion }) =>
    didYouMean(
      suggestion,
      () =>
        'An output learns the label of its own name, or the one that is given as second: mse(output, label).',
    ),
});

export const noSuchImage = define<{
  readonly what: 'image' | 'vector';
  readonly model: string;
  readonly data: string;
  readonly input: string;
  readonly known: readonly string[];
  readonly suggestion: string | undefined;
}>({
  code: 'NET5012',
  severity: 'error',
  title: ({ data, what, input }) => `The data ${data} has no ${what} ${input}`,
  label: ({ model }) => `${model} wants it`,
  expected: ({ known, what }) => (known.length === 0 ? `a column of type ${what}` : some(known)),
  given: ({ input }) => input,
  hint: ({ suggestion, what }) =>
    didYouMean(
      suggestion,
      () => `An input takes the ${what === 'image' ? 'image' : 'column'} of its own name: name them alike.`,
    ),
});

export const missingColumn = define<{ readonly name: string; readonly what: 'image' | 'label' }>({
  code: 'NET5013',
  severity: 'error',
  title: ({ name, what }) =>
    what === 'image' ? `The data ${name} has nothing to look at` : `The data ${name} has no label`,
  label: ({ what }) =>
    what === 'image' ? 'without a column for an image or a vector' : 'without a column for its label',
  hint: ({ what }) =>
    what === 'image'
      ? 'Add photo: image(column: "path", size: 150x150), the column with the paths of photos, or x: vector(13), numbers to look at.'
      : 'Add kind: class("cat", "cow", "dog") or age: number, the column with what is to be learned.',
});

/** What a column of a table is wanted for. */
export type ColumnUse = 'image' | 'number' | 'vector' | 'binary' | 'class' | 'split';

/** How a program says which column it means. */
const namingColumn: Readonly<Record<ColumnUse, (setting: string) => string>> = {
  image: (setting) => `${setting}: image(column: "…", size: …)`,
  number: (setting) => `${setting}: number(column: "…")`,
  vector: (setting) => `${setting}: vector("…", "…")`,
  binary: (setting) => `${setting}: binary(…, column: "…")`,
  class: (setting) => `${setting}: class(…, column: "…")`,
  split: () => 'by: "…"',
};

export const noSuchColumn = define<{
  readonly file: string;
  readonly column: string;
  readonly found: readonly string[];
  readonly suggestion: string | undefined;
  /** The setting of the program that wants it; undefined where the program stands and the table is another. */
  readonly wantedBy: { readonly setting: string; readonly use: ColumnUse } | undefined;
}>({
  code: 'NET5014',
  severity: 'error',
  title: ({ file, column }) => `${file} has no column ${column}`,
  label: ({ column }) => `wants ${column}`,
  given: ({ found }) => some(found, 12),
  hint: ({ suggestion, wantedBy, column }) =>
    didYouMean(suggestion, () =>
      wantedBy === undefined
        ? `Give the table a column ${column}, as the run's own has it.`
        : `Say which column holds it: ${namingColumn[wantedBy.use](wantedBy.setting)}.`,
    ),
});

export const otherDelimiter = define<{
  readonly file: string;
  readonly line: string;
  readonly delimiter: string;
}>({
  code: 'NET5019',
  severity: 'error',
  title: ({ file, delimiter }) => `The cells of ${file} are parted by ${delimiterWord(delimiter)}`,
  label: () => 'this table',
  expected: () => 'a comma between two cells, or a tab in a file .tsv',
  given: ({ line }) => (line.length > 60 ? `${line.slice(0, 59)}…` : line),
  hint: ({ delimiter }) =>
    `Add to the data: delimiter: "${delimiter === '\t' ? '\\t' : delimiter}".` +
    (delimiter === ';' ? ' Numbers need a point, 1.5, not a comma.' : ''),
});

const delimiterWord = (delimiter: string): string => (delimiter === '\t' ? 'tabs' : delimiter);

export const columnTwice = define<{
  readonly file: string;
  readonly column: string;
  readonly times: number;
}>({
  code: 'NET5020',
  severity: 'error',
  title: ({ file, column, times }) => `${file} has ${times} columns called ${column}`,
  label: ({ column }) => `wants ${column}`,
  hint: () => 'Give each column of the first line a name of its own.',
});

export const tableMissing = define<{ readonly file: string }>({
  code: 'NET5015',
  severity: 'error',
  title: ({ file }) => `There is no file ${file}`,
  label: () => 'not found',
  hint: () => 'Put the table there. Its path starts from the folder in which netc runs.',
});

export const arrayColumn = define<{ readonly column: string; readonly arrays: readonly string[] }>({
  code: 'NET5018',
  severity: 'error',
  title: ({ column, arrays }) =>
    arrays.length === 1
      ? `split: files needs an array of ${column} for each split, and ${arrays[0] ?? ''} is one for all`
      : `The column ${column} needs one array that holds it`,
  label: () => 'this column',
  expected: ({ arrays }) =>
    arrays.length === 1
      ? 'column: "x_{split}", where {split} stands for train, validation and test'
      : 'column: "x"',
  given: ({ arrays }) => some(arrays),
  hint: () => 'Or divide one array for all by split: fractions(80%, 10%, 10%).',
});

// --- what the folder holds ------------------------------------------------------------------------------------

export const folderMissing = define<{ readonly folder: string }>({
  code: 'NET5101',
  severity: 'error',
  title: ({ folder }) => `There is no folder ${folder}`,
  label: () => 'not found',
  hint: ({ folder }) =>
    `Put photos there, a folder for each class, or draw some: netc sample pets ${folder}.`,
});

export const folderEmpty = define<{
  readonly folder: string;
  readonly split: string;
  readonly example: string;
  /** The system's code for why it cannot be read. */
  readonly reason?: string | undefined;
}>({
  code: 'NET5102',
  severity: 'error',
  title: ({ folder, split, reason }) =>
    `${split === '' ? folder : `${folder}/${split}`} ${reason === undefined ? 'has no photos' : `cannot be read (${reason})`}`,
  label: ({ reason }) => (reason === undefined ? 'no photos below it' : 'its photos are not to be seen'),
  expected: ({ example }) => `photos as ${example}`,
  hint: ({ reason }) => (reason === undefined ? undefined : 'Make it readable for you.'),
});

/** What would say the classes of photos: their folders, a pattern of their names, or a table. */
export type ClassesBy =
  | { readonly kind: 'folders' }
  | { readonly kind: 'names'; readonly pattern: string }
  | { readonly kind: 'table' };

const noClassIn = (by: ClassesBy): string => {
  switch (by.kind) {
    case 'folders':
      return 'none lies in a folder of a class';
    case 'names':
      return `no name fits ${by.pattern}`;
    case 'table':
      return 'the table has no row of any';
  }
};

const classesHint: Readonly<Record<ClassesBy['kind'], string>> = {
  folders:
    'Move them into a folder for each class, or say where their names have it: labels: name("{class}.{number}.jpg").',
  names: 'Write a pattern that fits the names, with {class} where they have the class.',
  table: 'Rows name photos by their path below the folder, their name, or their name without an ending.',
};

export const noClassOfPhotos = define<{
  readonly folder: string;
  readonly count: number;
  readonly first: readonly string[];
  readonly by: ClassesBy;
}>({
  code: 'NET5109',
  severity: 'error',
  title: ({ folder, count, by }) => `${folder} has ${counted(count, 'photo')}, and ${noClassIn(by)}`,
  label: () => 'no class is known',
  given: ({ first, count }) =>
    first.join(', ') + (count > first.length ? ` and ${count - first.length} more` : ''),
  hint: ({ by }) => classesHint[by.kind],
});

export const classesAreSplits = define<{ readonly folder: string; readonly found: readonly string[] }>({
  code: 'NET5110',
  severity: 'error',
  title: ({ folder }) => `The folders of ${folder} are those of a split, not of classes`,
  label: () => 'would divide them as one',
  given: ({ found }) => both(found),
  hint: () => 'Write split: folders. Where they are classes, name them: classes: train, test.',
});

export const splitFolderMissing = define<{
  readonly folder: string;
  readonly missing: readonly string[];
  readonly found: readonly string[];
}>({
  code: 'NET5103',
  severity: 'error',
  title: ({ folder, missing }) => `${folder} has no folder ${both(missing)}`,
  label: () => 'this folder',
  expected: () => 'the folders train, validation and test',
  given: ({ found }) => (found.length === 0 ? 'no folders' : some(found)),
  hint: () => 'To divide one set of class folders by chance write split: fractions(80%, 10%, 10%).',
});

export const classInOneSplit = define<{
  readonly name: string;
  readonly inside: readonly string[];
  readonly missing: readonly string[];
}>({
  code: 'NET5104',
  severity: 'error',
  title: ({ name, inside, missing }) => `The class ${name} is in ${both(inside)} and not in ${both(missing)}`,
  label: () => 'splits of this folder differ',
  hint: ({ name, missing }) => `Give ${both(missing)} photos of ${name}, or take the class out everywhere.`,
});

export const emptyClass = define<{
  readonly name: string;
  readonly folder: string;
  /** The system's code for why it cannot be read. */
  readonly reason?: string | undefined;
}>({
  code: 'NET5105',
  severity: 'error',
  title: ({ name, reason }) =>
    `The class ${name} has no photos${reason === undefined ? '' : ' that can be read'}`,
  label: ({ folder, reason }) => folderState(folder, reason),
  hint: ({ folder, reason }) =>
    reason === undefined ? `Put photos into ${folder}, or remove the folder.` : 'Make it readable for you.',
});

/** What is the matter with a folder that gave no photos. */
export function folderState(folder: string, reason: string | undefined): string {
  return `${folder} ${reason === undefined ? 'is empty' : `cannot be read (${reason})`}`;
}

export const oneClass = define<{ readonly folder: string; readonly name: string }>({
  code: 'NET5106',
  severity: 'error',
  title: ({ folder, name }) => `All photos of ${folder} are of one class, ${name}`,
  label: () => 'nothing to tell apart',
  hint: () => 'Telling classes apart takes two: a folder of photos for each.',
});

export const tooFewPhotos = define<{
  readonly folder: string;
  readonly wanted: number;
  readonly found: number;
  readonly noun: SampleNoun;
}>({
  code: 'NET5107',
  severity: 'error',
  title: ({ folder, wanted, found, noun }) =>
    `The split wants ${counted(wanted, noun)} and ${folder} has ${found}`,
  label: ({ wanted }) => `${wanted} in all`,
});

export const classesDiffer = define<{
  readonly declared: readonly string[];
  readonly found: readonly string[];
}>({
  code: 'NET5108',
  severity: 'error',
  title: () => 'The folder has other classes than the program says',
  label: ({ declared }) => `says ${declared.join(', ')}`,
  expected: ({ declared }) => some(declared, 12),
  given: ({ found }) => some(found, 12),
});
