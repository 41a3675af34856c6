import { define } from '../define.ts';

/** NET79xx: drawing sample photos. */

export const sampleFolderTaken = define<{ readonly folder: string; readonly found: string }>({
  code: 'NET7900',
  severity: 'error',
  title: ({ folder }) => `${folder} holds something else than sample photos`,
  label: () => '',
  expected: () => 'an empty folder, or one that was drawn before',
  given: ({ found }) => `${found} in it`,
  hint: () => 'Choose another folder; nothing in this one was touched.',
});

export const sampleDiffers = define<{
  readonly folder: string;
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
}>({
  code: 'NET7901',
  severity: 'error',
  title: ({ folder, what }) => `${folder} holds sample photos of another ${what}`,
  label: () => '',
  expected: ({ what, wanted }) => `${what} ${wanted}`,
  given: ({ what, found }) => `${what} ${found}`,
  hint: ({ folder }) =>
    `Photos of both would be mixed. Choose another folder, or delete ${folder} to draw it anew.`,
});

export const sampleFolderNotWritable = define<{ readonly path: string; readonly reason: string }>({
  code: 'NET7902',
  severity: 'error',
  title: ({ path, reason }) => `${path} could not be written: ${reason}`,
  label: () => '',
  hint: () => 'Choose a folder that you may write to.',
});

export const sampleDiskFull = define<{
  readonly path: string;
  readonly drawn: number;
  readonly wanted: number;
}>({
  code: 'NET7903',
  severity: 'error',
  title: ({ path }) => `The disk is full: ${path} could not be written`,
  label: () => '',
  given: ({ drawn, wanted }) => `${drawn} of ${wanted} photos are drawn`,
  hint: () =>
    'Free some space (a thousand photos take about 40 MB) and give the same command again: it goes on where it stopped.',
});

export const sampleTableTaken = define<{ readonly path: string; readonly folder: string }>({
  code: 'NET7430',
  severity: 'error',
  title: ({ path }) => `There is a file ${path} already, and the table of these photos would take its place`,
  label: () => '',
  hint: ({ folder }) =>
    `Choose another folder: the table lies beside it and has its name. Or move the file away, if ${folder} is what you want.`,
});

export const sampleBadNumber = define<{
  readonly name: string;
  readonly value: number;
  readonly wanted: string;
}>({
  code: 'NET7904',
  severity: 'error',
  title: ({ name, value }) => `${value} is not a usable number for ${name}`,
  label: () => '',
  expected: ({ wanted }) => wanted,
  given: ({ value }) => String(value),
});

export const sampleManifestBroken = define<{ readonly path: string }>({
  code: 'NET7905',
  severity: 'error',
  title: ({ path }) => `${path} cannot be read`,
  label: () => '',
  expected: () => 'the record of seed and counts that was written when the photos were drawn',
  hint: () => 'Delete the folder and draw the photos again: the same seed gives the same photos.',
});

export const sampleKindUnknown = define<{ readonly kind: string; readonly known: readonly string[] }>({
  code: 'NET7906',
  severity: 'error',
  title: ({ kind }) => `There are no sample photos of kind ${kind}`,
  label: () => '',
  expected: ({ known }) => known.join(', '),
  given: ({ kind }) => kind,
});

export const sampleClassUnknown = define<{
  readonly kind: string;
  readonly name: string;
  readonly known: readonly string[];
}>({
  code: 'NET7907',
  severity: 'error',
  title: ({ kind, name }) => `Sample photos of kind ${kind} have no class ${name} that could be left out`,
  label: () => '',
  expected: ({ known }) => (known.length === 0 ? 'no --without: this kind is drawn whole' : known.join(', ')),
  given: ({ name }) => name,
});

export const sampleNothingLeft = define<{ readonly kind: string; readonly classes: readonly string[] }>({
  code: 'NET7908',
  severity: 'error',
  title: ({ kind }) => `Every class of kind ${kind} is left out: nothing would be drawn`,
  label: () => '',
  expected: ({ classes }) => `at least one of ${classes.join(', ')}`,
  given: ({ classes }) => `--without ${classes.join(',')}`,
});
