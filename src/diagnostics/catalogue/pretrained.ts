import { define } from '../define.ts';
import { counted, type SampleNoun } from './words.ts';

/** NET472x: what a program says of weights from elsewhere; NET722x: finding, matching and loading them. */

export const weightsNotText = define<{ readonly what: string; readonly given: string }>({
  code: 'NET4720',
  severity: 'error',
  title: ({ what }) => `${what} takes a text`,
  label: () => 'says where weights come from',
  expected: () => '"imagenet", the path of a file, "run:NAME", or none',
  given: ({ given }) => given,
});

export const badNameTable = define<{
  readonly name: string;
  /** A `{x}` that stands on one side only. */
  readonly placeholder: string | undefined;
}>({
  code: 'NET4721',
  severity: 'error',
  title: ({ name }) => `${name} is not a table of names`,
  label: () => 'says where others keep the weights of each layer',
  expected: () => 'pairs of a path and a name: [["block{s}.conv{n}", "block{s}_conv{n}"]]',
  given: ({ placeholder }) =>
    placeholder === undefined ? 'something else' : `a pair in which ${placeholder} stands on one side only`,
});

export const noWeightFile = define<{
  readonly path: string;
  readonly reason: string;
  readonly similar: string | undefined;
}>({
  code: 'NET7220',
  severity: 'error',
  title: ({ path, reason }) => `The weights ${path} cannot be read: ${reason}`,
  label: () => 'begins with these weights',
  hint: ({ similar }) =>
    similar === undefined
      ? 'Paths are relative to the .net file; runs are written "run:NAME".'
      : `Did you mean ${similar}?`,
});

/** A weight of the network beside what the file has for it. */
export interface WeightRow {
  /** `base.block1.conv1/kernel`; undefined for what only the file has. */
  readonly path: string | undefined;
  readonly wanted: readonly number[] | undefined;
  readonly name: string | undefined;
  readonly stored: readonly number[] | undefined;
}

export const weightsDiffer = define<{
  readonly file: string;
  readonly block: string;
  readonly wanted: number;
  readonly matched: number;
  /** Those that do not match. */
  readonly rows: readonly WeightRow[];
  readonly cause: 'no-top' | 'classes' | 'ambiguous' | 'other-names' | 'other-network';
  /** For `ambiguous`: the scopes that fit alike. */
  readonly scopes: readonly string[];
}>({
  code: 'NET7221',
  severity: 'error',
  title: ({ file, block }) => `${file} does not fit ${block}`,
  label: () => 'begins with these weights',
  expected: ({ wanted, block }) => `${wanted} arrays for ${block}, each by its name and in its shape`,
  given: ({ matched, rows, cause, scopes }) =>
    cause === 'ambiguous'
      ? `several parts that fit alike: ${scopes.join(', ')}`
      : `${matched} that match, and these that do not\n${weightTable(rows).join('\n')}`,
  hint: ({ cause, block }) => hints[cause](block),
});

const hints: Readonly<
  Record<'no-top' | 'classes' | 'ambiguous' | 'other-names' | 'other-network', (block: string) => string>
> = {
  'no-top': () => 'The file is of the network without its top: say top: false, and write a top of your own.',
  classes: () => 'The top of the file tells other classes: say top: false, and write a top of your own.',
  ambiguous: () => 'Give the binding the name of the one that is meant.',
  'other-names': (block) =>
    `Nothing in the file has the name of a layer of ${block}: a const keras_names or torch_names in its file says which is which. \`netc weights inspect\` lists what the file has.`,
  'other-network': () =>
    'Nothing is loaded in part. `netc weights inspect` lists what the file has, `netc weights match` compares all of it.',
};

const mostRows = 12;

/** Names and shapes side by side, in columns; the first of many. */
export function weightTable(rows: readonly WeightRow[], most = mostRows): readonly string[] {
  const shape = (sizes: readonly number[] | undefined): string => (sizes ? `[${sizes.join(', ')}]` : '');
  const cells = rows
    .slice(0, most)
    .map(({ path, wanted, name, stored }) => [
      path ?? 'no such layer',
      shape(wanted),
      name ?? 'not in the file',
      shape(stored),
    ]);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...cells.map((row) => (row[column] ?? '').length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return rows.length > most ? [...lines, `and ${rows.length - most} more`] : lines;
}

export const matchedByOrder = define<{
  readonly file: string;
  readonly block: string;
  readonly count: number;
}>({
  code: 'NET7222',
  severity: 'warning',
  title: ({ file, block }) =>
    `The layers of ${file} have other names than those of ${block}: matched by their order`,
  label: () => 'begins with these weights',
  given: ({ count }) => `${count} arrays whose shapes are, one after another, exactly those of the network`,
  hint: () => 'A const keras_names beside the block says which is which, and nothing has to be guessed.',
});

export const noSuchRun = define<{
  readonly name: string;
  readonly reason: 'missing' | 'no-weights' | 'ensemble';
  readonly similar: string | undefined;
}>({
  code: 'NET7223',
  severity: 'error',
  title: ({ name, reason }) =>
    ({
      missing: `There is no run ${name} below runs/`,
      'no-weights': `The run ${name} has kept no weights yet`,
      ensemble: `The run ${name} is of an ensemble: say which of its members`,
    })[reason],
  label: () => 'begins with its weights',
  hint: ({ similar, reason }) =>
    similar !== undefined
      ? `Did you mean "run:${similar}"?`
      : reason === 'missing'
        ? 'A run is named by its folder, its number, or the train whose last run it is.'
        : undefined,
});

export const noPublishedWeights = define<{
  readonly name: string;
  readonly block: string;
  readonly known: readonly string[];
}>({
  code: 'NET7224',
  severity: 'error',
  title: ({ name, block }) => `Nobody has published ${name} weights for ${block}`,
  label: () => 'begins with these weights',
  expected: ({ known }) => `one of ${known.join(', ')}, or the path of a file`,
});

export const cannotDownload = define<{
  readonly url: string;
  readonly reason: string;
  /** `imagenet/vgg16-notop`. */
  readonly name: string;
  readonly into: string;
}>({
  code: 'NET7225',
  severity: 'error',
  title: ({ url, reason }) => `${url} could not be downloaded: ${reason}`,
  label: () => 'begins with these weights',
  hint: ({ url, name, into }) =>
    `Get ${fileOf(url)} from ${url} in another way, then: netc weights add ${name} ${fileOf(url)} (it is kept in ${into}).`,
});

const fileOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

export const wrongChecksum = define<{
  readonly path: string;
  readonly expected: string;
  readonly given: string;
  readonly bytes: number;
}>({
  code: 'NET7226',
  severity: 'error',
  title: ({ path }) => `${path} is not the file that was published`,
  label: () => 'begins with these weights',
  expected: ({ expected }) => `MD5 ${expected}`,
  given: ({ given, bytes }) => `MD5 ${given}, of ${bytes} bytes`,
  hint: () => 'It may be cut short or changed: get it again. Nothing of it is kept.',
});

export const noSuchPublishedName = define<{
  readonly name: string;
  readonly names: readonly string[];
  readonly similar: string | undefined;
}>({
  code: 'NET7227',
  severity: 'error',
  title: ({ name }) => `No weights are published as ${name}`,
  label: () => '',
  expected: ({ names }) => `one of ${names.join(', ')}`,
  hint: ({ similar }) =>
    similar === undefined
      ? 'Weights of your own need not be added: a program names their file.'
      : `Did you mean ${similar}?`,
});

export const notAPublishedFile = define<{
  readonly path: string;
  readonly name: string;
  readonly md5: string;
  readonly bytes: number;
  readonly expected: readonly { readonly file: string; readonly md5: string | undefined }[];
}>({
  code: 'NET7228',
  severity: 'error',
  title: ({ path, name }) => `${path} is none of the files that are published as ${name}`,
  label: () => '',
  expected: ({ expected }) =>
    expected
      .map(({ file, md5 }) => (md5 === undefined ? `a file called ${file}` : `${file}, MD5 ${md5}`))
      .join('; or '),
  given: ({ md5, bytes }) => `MD5 ${md5}, of ${bytes} bytes`,
  hint: () =>
    'It may be cut short: get it again. Weights of your own need not be added: a program names their file.',
});

export const downloadStopped = define<{ readonly url: string; readonly bytes: number }>({
  code: 'NET7229',
  severity: 'error',
  title: ({ url }) => `The download of ${url} was stopped`,
  label: () => 'begins with these weights',
  hint: ({ bytes }) => `The ${bytes} bytes that have arrived are kept: the same command goes on from there.`,
});

export const weightsKnowSamples = define<{
  readonly run: string;
  readonly known: number;
  readonly all: number;
  readonly noun: SampleNoun;
}>({
  code: 'NET7230',
  severity: 'warning',
  title: ({ run, known, all, noun }) =>
    `${run} was trained on ${known} of the ${counted(all, noun)} that are for validation and test here`,
  label: () => 'begins with its weights',
  hint: ({ run }) =>
    `Figures of these are better than they will be on new ones. Divide the data as that run did: netc run FILE --split ${run}`,
});
