import { define } from '../define.ts';

/** NET73xx: exports of trained runs. */

export const exportIsThere = define<{ readonly folder: string; readonly isExport: boolean }>({
  code: 'NET7300',
  severity: 'error',
  title: ({ folder, isExport }) =>
    isExport
      ? `There is an export in ${folder}`
      : `${folder} is there, and holds other things than an export`,
  label: () => '',
  hint: ({ isExport }) =>
    isExport
      ? 'Replace it with --force, or give another folder with -o.'
      : 'Give another folder with -o. Only an export is replaced with --force, so that nothing else is lost.',
});

export const noWeightsYet = define<{
  readonly run: string;
  readonly weights: string;
  /** Those that it does have. */
  readonly has: string | undefined;
}>({
  code: 'NET7301',
  severity: 'error',
  title: ({ run, weights }) => `${run} has no ${weights} weights yet`,
  label: () => '',
  hint: ({ has }) =>
    has === undefined
      ? 'Weights are written after the first epoch: wait for it, or go on with `netc run FILE --resume RUN`.'
      : `It has ${has} weights: export them with --weights ${has}.`,
});

export const exportsEnsemble = define<{
  readonly run: string;
  readonly target: string;
  readonly members: readonly string[];
}>({
  code: 'NET7302',
  severity: 'error',
  title: ({ run }) => `${run} is an ensemble, and an export holds one model`,
  label: () => '',
  hint: ({ target, members }) =>
    'Export its members one by one, and take the mean of what they say: ' +
    members
      .slice(0, 3)
      .map((member) => `\`netc export ${member} --to ${target}\``)
      .join(', ') +
    (members.length > 3 ? ` and ${members.length - 3} more.` : '.'),
});

export const exportOptionDoesNotFit = define<{
  readonly option: string;
  readonly target: string;
  readonly reason: string;
}>({
  code: 'NET7303',
  severity: 'error',
  title: ({ option, target }) => `${option} is not for --to ${target}`,
  label: () => '',
  given: ({ reason }) => reason,
  hint: ({ option }) => `Leave out ${option}, or export to another target.`,
});

export const exportTooLarge = define<{
  readonly target: string;
  readonly bytes: number;
  readonly most: number;
}>({
  code: 'NET7304',
  severity: 'error',
  title: ({ target }) => `The model is too large for one file of --to ${target}`,
  label: () => '',
  expected: ({ most }) => `${gigabytes(most)} of weights at most, which is what the format holds`,
  given: ({ bytes }) => gigabytes(bytes),
  hint: () => 'Store it smaller with --quantize float16, or export it to safetensors.',
});

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

export const brokenExport = define<{ readonly folder: string; readonly reason: string }>({
  code: 'NET7305',
  severity: 'error',
  title: ({ folder, reason }) => `${folder} is not an export of netc: ${reason}`,
  label: () => '',
  hint: () => 'Give a folder that `netc export` has made.',
});
