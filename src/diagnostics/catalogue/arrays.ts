import type { Diagnostic } from '../diagnostic.ts';
import { define } from '../define.ts';
import type { Span } from '../../source/span.ts';
import { counted, didYouMean, some } from './words.ts';

/** NET5211 to NET5217: arrays of images, labels and features in files. */

/** What is wrong with arrays in files. Plain data: what is seen on disk is told to the checker with it. */
export type ArrayFault =
  | { readonly kind: 'broken'; readonly file: string; readonly reason: BrokenArray }
  | {
      readonly kind: 'missing';
      readonly file: string;
      readonly array: string;
      readonly found: readonly string[];
      readonly suggestion?: string | undefined;
    }
  | {
      readonly kind: 'unfit';
      readonly array: string;
      readonly column: string;
      readonly expected: string;
      readonly given: string;
    }
  | {
      readonly kind: 'lengths';
      readonly first: string;
      readonly firstCount: number;
      readonly second: string;
      readonly secondCount: number;
    }
  | {
      readonly kind: 'label';
      readonly array: string;
      readonly index: number;
      readonly given: string;
      readonly expected: string;
      /** What the element should be; a label where it is not said. */
      readonly what?: 'group';
    }
  | {
      readonly kind: 'split';
      readonly file: string;
      readonly split: string;
      readonly found: readonly string[];
    }
  | { readonly kind: 'unpack'; readonly file: string; readonly folder: string; readonly reason: string };

/** How a file of arrays contradicts itself, or what is not read of it. */
export type BrokenArray =
  | { readonly kind: 'magic'; readonly expected: string }
  | { readonly kind: 'short'; readonly wanted: number; readonly found: number }
  | { readonly kind: 'long'; readonly wanted: number }
  | { readonly kind: 'huge'; readonly shape: readonly number[] }
  | { readonly kind: 'pickled' }
  | { readonly kind: 'type'; readonly type: string }
  | { readonly kind: 'header'; readonly detail: string }
  | { readonly kind: 'packed'; readonly detail: string }
  | { readonly kind: 'outside'; readonly name: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable'; readonly code: string };

function brokenInWords(reason: BrokenArray): string {
  switch (reason.kind) {
    case 'magic':
      return `it does not begin as ${reason.expected} does`;
    case 'short':
      return `it is cut short: its header speaks of ${counted(reason.wanted, 'byte')}, and it has ${reason.found}`;
    case 'long':
      return `it goes on after the ${counted(reason.wanted, 'byte')} that its header speaks of`;
    case 'huge':
      return `its header claims an array of ${reason.shape.join(' × ')}, which no file holds`;
    case 'pickled':
      return 'it holds Python objects (a pickle), which can run any program when they are read';
    case 'type':
      return `it holds ${reason.type}, and netc reads whole numbers, floating point numbers and booleans${reason.type.startsWith('texts') ? ' there' : ''}`;
    case 'header':
      return `its header is damaged (${reason.detail})`;
    case 'packed':
      return `it cannot be unpacked (${reason.detail})`;
    case 'outside':
      return `it holds ${reason.name}, a name that leads out of it`;
    case 'empty':
      return 'it holds no sample';
    case 'unreadable':
      return `it cannot be opened (${reason.code})`;
  }
}

/** What can be done about it. */
function remedy(reason: BrokenArray): string {
  switch (reason.kind) {
    case 'type':
      if (reason.type.startsWith('texts'))
        return 'Texts are read as classes and as what belongs together. For numbers, save numbers: numpy.save("x.npy", x.astype("float32")).';
      return 'Save numbers in Python: numpy.save("x.npy", numpy.asarray(x, dtype="float32")).';
    case 'pickled':
      return 'Where you trust it, load it in Python and save numbers: numpy.save("x.npy", numpy.asarray(x, dtype="float32")).';
    case 'unreadable':
      return 'Make it readable for you.';
    default:
      return 'It may have been cut short or changed while it was copied or downloaded: get it again.';
  }
}

export const arrayBroken = define<{ readonly file: string; readonly reason: BrokenArray }>({
  code: 'NET5211',
  severity: 'error',
  title: ({ file, reason }) => `${file} cannot be read: ${brokenInWords(reason)}`,
  label: () => 'in this data',
  hint: ({ reason }) => remedy(reason),
});

export const arrayMissing = define<Extract<ArrayFault, { readonly kind: 'missing' }>>({
  code: 'NET5212',
  severity: 'error',
  title: ({ file, array }) => (array === '' ? `There is no ${file}` : `${file} has no ${array}`),
  label: () => 'wanted here',
  given: ({ found }) => (found.length === 0 ? 'nothing' : some(found, 12)),
  hint: ({ suggestion, array }) =>
    didYouMean(suggestion, () =>
      array === ''
        ? 'Put it there. Its path starts from the folder in which netc runs.'
        : 'Put it there, or name what is there.',
    ),
});

export const arrayDoesNotFit = define<Extract<ArrayFault, { readonly kind: 'unfit' }>>({
  code: 'NET5213',
  severity: 'error',
  title: ({ array, column, given }) => `${array} cannot be ${column}: it holds ${given}`,
  label: () => 'in this data',
  expected: ({ expected }) => expected,
  given: ({ given }) => given,
});

export const arrayLengthsDiffer = define<Extract<ArrayFault, { readonly kind: 'lengths' }>>({
  code: 'NET5214',
  severity: 'error',
  title: ({ first, firstCount, second, secondCount }) =>
    `${first} has ${counted(firstCount, 'element')}, and ${second} ${secondCount}`,
  label: () => 'in this data',
  expected: () => 'arrays with an element for each sample, in one order',
  hint: () => 'One of them may be of another split, or cut short.',
});

export const arrayLabel = define<Extract<ArrayFault, { readonly kind: 'label' }>>({
  code: 'NET5215',
  severity: 'error',
  title: ({ array, index, given, what }) =>
    `Element ${index} of ${array} is ${given}, which ${what === 'group' ? 'says nothing of what belongs together' : 'is no label'}`,
  label: () => 'in this data',
  expected: ({ expected }) => expected,
  given: ({ given }) => given,
  hint: ({ what }) =>
    what === 'group'
      ? 'Elements count from 0. Give each a number or a text: in several splits samples might be parted from their own.'
      : 'Elements count from 0. Say how many classes there are, or look whether these are the labels.',
});

export const splitNotInFiles = define<Extract<ArrayFault, { readonly kind: 'split' }>>({
  code: 'NET5216',
  severity: 'error',
  title: ({ file, split }) => `${file} has no samples for ${split}`,
  label: () => 'in this data',
  given: ({ found }) => (found.length === 0 ? 'samples of no split' : `samples for ${some(found)}`),
  hint: () =>
    'Write split: fractions(80%, 10%, 10%) to divide what is there, or add the files that are missing.',
});

export const cannotUnpack = define<Extract<ArrayFault, { readonly kind: 'unpack' }>>({
  code: 'NET5217',
  severity: 'error',
  title: ({ file, folder, reason }) => `${file} cannot be unpacked in ${folder} (${reason})`,
  label: () => 'in this data',
  hint: ({ reason }) =>
    `${reason === 'ENOSPC' ? 'Free some space' : 'Make the folder writable'}, set NETC_CACHE to another folder, or unpack the file yourself.`,
});

/** What a fault says. */
export function arrayProblem(span: Span | undefined, fault: ArrayFault): Diagnostic {
  switch (fault.kind) {
    case 'broken':
      return arrayBroken(span, fault);
    case 'missing':
      return arrayMissing(span, fault);
    case 'unfit':
      return arrayDoesNotFit(span, fault);
    case 'lengths':
      return arrayLengthsDiffer(span, fault);
    case 'label':
      return arrayLabel(span, fault);
    case 'split':
      return splitNotInFiles(span, fault);
    case 'unpack':
      return cannotUnpack(span, fault);
  }
}
