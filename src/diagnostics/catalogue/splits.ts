import { define } from '../define.ts';

/** NET53xx and advice NET604x: what is the same, or nearly, in several splits. */

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
