import { define } from '../define.ts';

/** NET53xx and advice NET5507 and NET604x: what is the same, or nearly, in several splits. */

/** Names of photos that are alike, the first few of many pairs or groups. */
interface AlikePhotos {
  readonly dataset: string;
  readonly count: number;
  readonly first: readonly (readonly string[])[];
}

const groups = ({ first, count }: AlikePhotos): string =>
  first.map((names) => names.join(' and ')).join(', ') +
  (count > first.length ? ` and ${count - first.length} more` : '');

export const identicalAcrossSplits = define<AlikePhotos>({
  code: 'NET5301',
  severity: 'error',
  title: ({ dataset, count }) =>
    `${count === 1 ? 'A photo' : `${count} photos`} of ${dataset} ${count === 1 ? 'is' : 'are'} in several splits`,
  label: () => 'in this data',
  given: (alike) => groups(alike),
  hint: () =>
    'What was trained on must not be tested on. netc data FILE --fix leaves all but one of each out, and touches no photo.',
});

export const splitsNotCompared = define<{ readonly dataset: string; readonly most: number }>({
  code: 'NET5507',
  severity: 'advice',
  title: ({ dataset, most }) =>
    `${dataset} has more than ${most.toLocaleString('en')} photos: whether some are the same in several splits is not known`,
  label: () => 'this data',
  hint: () => 'A run does not wait for so many to be compared. netc data FILE compares all of them.',
});

export const similarAcrossSplits = define<AlikePhotos>({
  code: 'NET6040',
  severity: 'advice',
  title: ({ dataset, count }) =>
    `${count === 1 ? 'A pair' : `${count} pairs`} of photos of ${dataset} in different splits ${count === 1 ? 'looks' : 'look'} alike`,
  label: () => 'in this data',
  given: (alike) => groups(alike),
  hint: () =>
    'Look at them: copies in another size or of one moment make the test easier than new photos are.',
});

const named = (files: readonly string[], most = 5): string =>
  files.slice(0, most).join(', ') + (files.length > most ? ` and ${files.length - most} more` : '');

export const lockedPhotosGone = define<{ readonly dataset: string; readonly files: readonly string[] }>({
  code: 'NET5302',
  severity: 'warning',
  title: ({ dataset, files }) =>
    `${files.length === 1 ? 'A photo' : `${files.length} photos`} of ${dataset} that the run used ${files.length === 1 ? 'is' : 'are'} not there any more`,
  label: () => 'in this data',
  given: ({ files }) => named(files),
  hint: () =>
    'The figures are of those that are left. Bring the photos back to compare them with those of the run.',
});

/** Why a division that a run kept cannot be used. */
export type SplitFault =
  | { readonly kind: 'table' | 'folder' }
  | { readonly kind: 'classes'; readonly before: readonly string[]; readonly now: readonly string[] }
  | { readonly kind: 'rows'; readonly file: string }
  | { readonly kind: 'gone'; readonly files: readonly string[] }
  | { readonly kind: 'unreadable'; readonly path: string; readonly reason: string };

function faultInWords(why: SplitFault): string {
  switch (why.kind) {
    case 'table':
      return 'it is of a table, and this data is a folder of photos';
    case 'folder':
      return 'it is of a folder of photos, and this data is a table';
    case 'classes':
      return `its classes are ${named(why.before)}, and those of this data ${named(why.now)}`;
    case 'rows':
      return `rows of ${why.file} that it divides have changed, moved or gone`;
    case 'gone':
      return `${why.files.length === 1 ? 'a photo is' : `${why.files.length} photos are`} not there any more: ${named(why.files)}`;
    case 'unreadable':
      return `${why.path}: ${why.reason}`;
  }
}

export const splitDoesNotFit = define<{ readonly dataset: string; readonly why: SplitFault }>({
  code: 'NET5303',
  severity: 'error',
  title: ({ dataset, why }) => `${dataset} cannot be divided as before: ${faultInWords(why)}`,
  label: () => 'this data',
  hint: () =>
    'Bring back what was there, or begin a new run without --split and --resume: it divides the data anew.',
});
