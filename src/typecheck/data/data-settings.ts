const photoSettings = {
  size: 'Of the photos as the model gets them, height first: `150x150`.',
  channels: 'Numbers of a pixel: 3, red, green and blue, or 1, how bright it is.',
  resize: 'How a photo becomes a picture of that size: `stretch`, `crop` or `pad`.',
  pixels: 'What grey levels become: `unit` is from 0 to 1.',
} as const;

const fileSplit =
  'What is for training, for validation and for testing: `files(validation: 10%)`, `fractions(80%, 10%, 10%)`.';

/** What data of each kind may say, beside a table's columns, each with the line that the editor shows of it. */
export const dataSettings = {
  images: {
    ...photoSettings,
    split: 'What is for training, for validation and for testing: `folders`, `fractions(80%, 10%, 10%)`.',
    classes: 'The classes that the folder must have: `cat, dog`.',
    labels: 'Where classes are said: `name("{class}.{number}.jpg")`, or `table("labels.csv")` in the folder.',
  },
  idx: {
    ...photoSettings,
    split: fileSplit,
    classes: 'How many classes there are, or their names in the order of their numbers: `10`.',
  },
  cifar10: { ...photoSettings, split: fileSplit },
  cifar100: { ...photoSettings, split: fileSplit },
  arrays: { split: fileSplit },
  table: {
    split: 'Which rows are for training, for validation and for testing: `fractions(80%, 10%, 10%)`.',
    delimiter: 'What stands between two values of a row, where the ending of the file does not say it.',
  },
} as const;

/** The settings of a kind of data; undefined where there is none of that name. */
export function settingsOfSource(source: string): Readonly<Record<string, string>> | undefined {
  const kinds: Readonly<Record<string, Readonly<Record<string, string>>>> = dataSettings;
  return Object.hasOwn(kinds, source) ? kinds[source] : undefined;
}

/** The line of a setting; undefined where data of a kind has none of this name. */
export function dataSettingDoc(source: string, setting: string): string | undefined {
  const settings = settingsOfSource(source);
  return settings !== undefined && Object.hasOwn(settings, setting) ? settings[setting] : undefined;
}
