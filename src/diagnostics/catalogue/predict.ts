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

export const photosDoNotFit = define<{ readonly columns: readonly string[] }>({
  code: 'NET7331',
  severity: 'error',
  title: ({ columns }) => `The model looks at ${counted(columns.length, 'photo')} at once: ${both(columns)}`,
  label: () => '',
  hint: () => 'Give a table with the columns of the data that it was trained on: netc predict RUN pairs.csv',
});

export const tableWithoutColumns = define<{ readonly table: string }>({
  code: 'NET7332',
  severity: 'error',
  title: ({ table }) => `${table} is a table, and the run was trained on a folder of photos`,
  label: () => '',
  hint: () =>
    'Give photos or folders, or their names on standard input, one a line: netc predict RUN - < names.txt',
});
