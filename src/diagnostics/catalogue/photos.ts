import { define } from '../define.ts';

/** NET55xx: photos and their folder, found out while they are read. */

/** Why a photo cannot be used, with what the decoder or the system said. */
interface Fault {
  readonly reason: string;
  readonly detail: string;
}

/** A photo that cannot be used: its name and, where a table names it, the row. */
interface FaultyPhoto extends Fault {
  readonly file: string;
  readonly row?: number | undefined;
}

const listed = (names: readonly string[], count: number): string =>
  names.join(', ') + (count > names.length ? ` and ${count - names.length} more` : '');

const said = (detail: string): string => (detail === '' ? '' : ` (${detail})`);

const photos = (count: number): string => (count === 1 ? '1 photo' : `${count} photos`);

/** What a system's code means, where few people know it. */
const CODES: Readonly<Record<string, string>> = {
  EACCES: 'you may not read it',
  EPERM: 'you may not read it',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link that leads back to itself',
  ENAMETOOLONG: 'its name is too long for this system',
  ENOTSUP: 'it is no file',
};

const codeInWords = (code: string): string =>
  Object.hasOwn(CODES, code) ? `${code}: ${CODES[code] ?? ''}` : code;

/** What is wrong with a photo, after its name: `dog.12.jpg is cut short`. */
const REASONS: Readonly<Record<string, (detail: string) => string>> = {
  missing: () => 'is not there any more',
  unreadable: (detail) => `cannot be opened${said(codeInWords(detail))}`,
  empty: () => 'is empty: it has no bytes',
  html: () => 'is a web page, not a photo: a download has probably failed',
  text: () => 'is a text file, not a photo',
  'not-a-photo': () => 'is not a photo in a format that is known',
  truncated: () => 'is cut short: its end is missing',
  'too-large': (detail) => `is larger than a photo can be${said(detail)}`,
  'beyond-white': (detail) =>
    `has a number beyond black and white${said(detail)}: the column may say white: 255`,
  broken: (detail) => `cannot be decoded${said(detail)}`,
};

const inWords = ({ file, row, reason, detail }: FaultyPhoto): string => {
  const what = REASONS[reason]?.(detail) ?? `cannot be used${said(detail)}`;
  return `${file}${row === undefined ? '' : ` (row ${row})`} ${what}`;
};

const from = (row: number | undefined): string =>
  row === undefined ? 'from this folder' : 'from this table';

export const photoLeftOut = define<FaultyPhoto>({
  code: 'NET5501',
  severity: 'warning',
  title: inWords,
  label: ({ row }) => from(row),
  hint: ({ row }) =>
    row === undefined
      ? 'The photo is left out. Replace it or delete it.'
      : 'The row is left out. Replace the photo, or delete the row.',
});

export const tooManyLeftOut = define<{
  readonly dataset: string;
  readonly broken: number;
  readonly photos: number;
  readonly first: readonly FaultyPhoto[];
}>({
  code: 'NET5502',
  severity: 'error',
  title: ({ dataset, broken, photos: all }) => `${broken} of the ${photos(all)} of ${dataset} cannot be read`,
  label: ({ first: [photo] }) => from(photo?.row),
  given: ({ first, broken }) => listed(first.map(inWords), broken),
  hint: () => 'So many are rarely chance: copy or unpack the photos again, or delete those that are broken.',
});

export const classLeftOut = define<{
  readonly dataset: string;
  readonly class: string;
  readonly split: string;
  readonly first: readonly FaultyPhoto[];
  readonly photos: number;
}>({
  code: 'NET5503',
  severity: 'error',
  title: ({ dataset, class: name, split }) => `No ${split} photo of class ${name} of ${dataset} can be read`,
  label: ({ first: [photo] }) => from(photo?.row),
  given: ({ first, photos: all }) => listed(first.map(inWords), all),
  hint: ({ class: name }) => `Copy or unpack the photos of ${name} again.`,
});

export const pixelCacheOff = define<{ readonly folder: string; readonly reason: string }>({
  code: 'NET5504',
  severity: 'warning',
  title: ({ folder, reason }) => `Decoded photos cannot be kept in ${folder} (${reason})`,
  label: () => '',
  hint: ({ reason }) =>
    'Nothing is lost, but every epoch decodes the photos again. ' +
    (reason === 'ENOSPC' ? 'Free some space' : 'Make the folder writable') +
    ', or set NETC_CACHE to another folder.',
});

export const folderUnreadable = define<{ readonly folder: string; readonly reason: string }>({
  code: 'NET5505',
  severity: 'warning',
  title: ({ folder, reason }) => `The folder ${folder} cannot be read (${reason})`,
  label: () => 'below this folder',
  hint: () => 'Its photos are left out. Make it readable for you.',
});

export const decodingFailed = define<{ readonly reason: string }>({
  code: 'NET5506',
  severity: 'error',
  title: ({ reason }) => `Photos cannot be decoded on this machine: ${reason}`,
  label: () => '',
  hint: () => 'Install netc again: its image libraries are built for each system.',
});

export const quarantineUnreadable = define<{ readonly file: string; readonly reason: string }>({
  code: 'NET5508',
  severity: 'error',
  title: ({ file, reason }) => `${file} cannot be read (${codeInWords(reason)})`,
  label: () => '',
  hint: () =>
    'It says which photos are to be left out. Make it readable for you, or delete it to use them all again.',
});
