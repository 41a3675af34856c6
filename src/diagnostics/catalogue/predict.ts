import { define } from '../define.ts';
import { both, counted } from './words.ts';

/** NET733x: what a model can be asked about. */

export const noSuchPhoto = define<{ readonly path: string }>({
  code: 'NET7330',
  severity: 'warning',
  title: ({ path }) => `There is nothing at ${path}`,
  label: () => '',
  hint: () => 'It is left out.',
});

export const photosDoNotFit = define<{
  readonly photos: readonly string[];
  readonly numbers: readonly string[];
}>({
  code: 'NET7331',
  severity: 'error',
  title: ({ photos, numbers }) => {
    if (numbers.length === 0)
      return `The model looks at ${counted(photos.length, 'photo')} at once: ${both(photos)}`;
    return `The model looks at numbers, ${both(numbers)}${photos.length === 0 ? '' : `, beside ${counted(photos.length, 'photo')}`}`;
  },
  label: () => '',
  hint: ({ photos, numbers }) =>
    'Give a table with the columns of the data that it was trained on: netc predict RUN rows.csv' +
    (photos.length === 0 && numbers.length === 1 ? ', or an array of them: netc predict RUN x.npy' : ''),
});

export const tableWithoutColumns = define<{ readonly table: string }>({
  code: 'NET7332',
  severity: 'error',
  title: ({ table }) => `${table} is a table, and the run was trained on a folder of photos`,
  label: () => '',
  hint: () =>
    'Give photos or folders, or their names on standard input, one a line: netc predict RUN - < names.txt',
});

export const exportNotRead = define<{
  readonly folder: string;
  readonly target: string;
  readonly run: string;
}>({
  code: 'NET7333',
  severity: 'error',
  title: ({ folder, target }) => `${folder} is an export to ${target}, whose weights netc does not read back`,
  label: () => '',
  hint: ({ folder, run }) =>
    `Predict with the run itself (\`netc predict runs/${run} …\`), or with the program that it is for: README.md in ${folder} says how.`,
});

export const exportHasOtherWeights = define<{
  readonly folder: string;
  readonly wanted: string;
  readonly has: string;
}>({
  code: 'NET7334',
  severity: 'error',
  title: ({ folder, wanted, has }) =>
    `${folder} holds the ${has} weights of its run, and not the ${wanted} ones`,
  label: () => '',
  hint: ({ wanted }) => `Leave out --weights, or export the run again with --weights ${wanted}.`,
});
