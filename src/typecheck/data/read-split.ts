import { badDataSetting, splitSum } from '../../diagnostics/catalogue/data.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Call, DataDeclaration, Expression, Reference, Setting } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { evaluate } from '../elaborate/evaluate.ts';
import { describe } from '../elaborate/value.ts';
import type { Grouping, Split } from '../typed-module.ts';
import { isNamePattern, wordsOf } from './name-pattern.ts';
import { requiredSetting } from './required-setting.ts';
import { headWord, writtenName } from './written-name.ts';

/** Kinds of data, as far as splits differ. */
type Source = 'images' | 'table' | 'arrays' | 'pixels';

type PartsKind = Exclude<Split['kind'], 'folders' | 'files'>;

export const splitWays: Readonly<Record<Source, readonly Split['kind'][]>> = {
  images: ['folders', 'fractions', 'counts', 'hash'],
  table: ['fractions', 'counts', 'hash'],
  arrays: ['files', 'fractions', 'counts', 'hash'],
  pixels: ['files', 'fractions', 'counts', 'hash'],
};

const expected: Readonly<Record<Source, string>> = {
  images:
    'folders, fractions(80%, 10%, 10%), hash(80%, 10%, 10%) or counts(2000, 1000, 1000), with by: word for groups',
  table:
    'fractions(80%, 10%, 10%), hash(80%, 10%, 10%) or counts(2000, 1000, 1000), with by: column for groups',
  arrays:
    'files, files(validation: 10%), fractions(80%, 10%, 10%), hash(80%, 10%, 10%) or counts(50000, 10000, 10000), with by: array for groups',
  pixels:
    'files, files(validation: 10%), fractions(80%, 10%, 10%), hash(80%, 10%, 10%) or counts(50000, 10000, 10000)',
};

const examples: Readonly<Record<Exclude<Source, 'images'>, string>> = {
  table: 'split: fractions(80%, 10%, 10%)',
  arrays: 'split: files(validation: 10%)',
  pixels: 'split: files(validation: 10%)',
};

/** The split of data that must say one; that it is missing is reported. */
export function requiredSplit(
  settings: ReadonlyMap<string, Setting>,
  declaration: DataDeclaration,
  place: Place,
  source: keyof typeof examples,
): Split | undefined {
  return requiredSetting('split', examples[source], settings, declaration, place, (setting) =>
    readSplit(setting, place, source),
  );
}

/** `split: folders`, `split: files`, or the parts for training, validation and test: `fractions(…)`, `hash(…)`, `counts(…)`. */
export function readSplit(setting: Setting, place: Place, source: Source): Split | undefined {
  const [written] = setting.values;
  if (written === undefined || written.kind === 'missing') return undefined;
  const name = headWord(written);
  const way = splitWays[source].find((known) => known === name);
  if (way === 'folders' && written.kind === 'reference') return { kind: 'folders' };
  if (way === 'files' && (written.kind === 'reference' || written.kind === 'call'))
    return readFiles(written, place, source);
  if (way !== undefined && way !== 'folders' && way !== 'files' && written.kind === 'call')
    return readParts(written, way, place, source);
  const given = spanText(written.span);
  const suggestion = name === undefined || way !== undefined ? undefined : nearest(name, splitWays[source]);
  const parameters = { setting: 'split', expected: expected[source], given, suggestion };
  place.elaboration.report(badDataSetting(written.span, parameters));
  return undefined;
}

/** `files`, or `files(validation: 10%)`: a share of the training files, or a number of samples; of arrays with `by` as parts have it. */
function readFiles(written: Reference | Call, place: Place, source: Source): Split | undefined {
  const given = written.kind === 'call' ? written.arguments : [];
  const [option, second] = given.filter(({ name }) => name?.text !== 'by');
  const by = written.kind === 'call' && given.length > 1 ? readBy(written, place, source) : {};
  if (by === undefined) return undefined;
  if (given.length === 0) return { kind: 'files', validation: 0 };
  const value = option && evaluate(option.value, place);
  if (value?.kind === 'poison') return undefined;
  if (option?.name?.text === 'validation' && second === undefined && value?.kind === 'number') {
    const part = value.value;
    if (typeof part === 'number' && part >= 0 && (part < 1 || value.integer))
      return { kind: 'files', validation: part, ...by };
  }
  const wanted = 'files, files(validation: 10%) or files(validation: 5000)';
  const parameters = { setting: 'split', expected: wanted, given: spanText(written.span) };
  place.elaboration.report(badDataSetting(written.span, parameters));
  return undefined;
}

function readParts(call: Call, kind: PartsKind, place: Place, source: Source): Split | undefined {
  const { report } = place.elaboration;
  const parts = call.arguments
    .filter(({ name }) => name === undefined)
    .map(({ value }) => readPart(value, kind, place));
  const by = readBy(call, place, source);
  if (by === undefined) return undefined;
  const [train, validation, test] = parts;
  if (parts.length !== 3) {
    const given = spanText(call.span);
    report(badDataSetting(call.span, { setting: 'split', expected: expected[source], given }));
    return undefined;
  }
  if (train === undefined || validation === undefined || test === undefined) return undefined;
  const total = train + validation + test;
  if (kind !== 'counts' && Math.abs(total - 1) > 1e-9) {
    report(splitSum(call.span, { total: `${Number((total * 100).toFixed(6))}%` }));
    return undefined;
  }
  return { kind, ...by, train, validation, test };
}

/**
 * `by: person`, the column or array whose groups stay together, or the word of the pattern by which names say classes; of photos also
 * `by: name("{person}_*.jpg")`. Undefined after something wrong.
 */
function readBy(call: Call, { elaboration }: Place, source: Source): Grouping | undefined {
  const named = call.arguments.filter(({ name }) => name !== undefined && name.text !== 'validation');
  const [first, second] = named;
  if (first === undefined) return {};
  const isBy = first.name?.text === 'by' && second === undefined && source !== 'pixels';
  const column = isBy ? writtenName(first.value) : undefined;
  if (column !== undefined) return { by: column };
  const pattern = isBy && source === 'images' ? patternOf(first.value) : undefined;
  if (pattern !== undefined) return pattern;
  const wrong = isBy || second === undefined || first.name?.text !== 'by' ? first : second;
  const given = spanText(wrong.span);
  elaboration.report(badDataSetting(wrong.span, { setting: 'split', expected: expectedBy[source], given }));
  return undefined;
}

const expectedBy: Readonly<Record<Source, string>> = {
  images: 'by: word, once, a word of the pattern in labels, or by: name("{person}_*.jpg")',
  table: 'by: column, once',
  arrays: 'by: array, once, which says what belongs together: by: person',
  pixels: 'parts alone: these files hold nothing that says what belongs together',
};

/** `name("{person}_*.jpg")`: a pattern whose one word in braces says what photos belong together with. */
function patternOf(written: Expression): Grouping | undefined {
  if (written.kind !== 'call' || headWord(written) !== 'name') return undefined;
  const [pattern, more] = written.arguments;
  const text = pattern?.value.kind === 'string' && pattern.name === undefined ? pattern.value.value : '';
  const [word, another] = wordsOf(text);
  const isRight =
    more === undefined && word !== undefined && another === undefined && isNamePattern(text, word);
  return isRight ? { by: word, byNames: text } : undefined;
}

function readPart(expression: Expression, kind: PartsKind, place: Place): number | undefined {
  const value = evaluate(expression, place);
  if (value.kind === 'poison') return undefined;
  if (value.kind === 'number' && typeof value.value === 'number') {
    const size = value.value;
    const fits = kind !== 'counts' ? size >= 0 && size <= 1 : value.integer && size >= 0;
    if (fits) return size;
  }
  const wanted = kind !== 'counts' ? 'a share, such as 80%' : 'a number of samples';
  place.elaboration.report(
    badDataSetting(expression.span, { setting: 'split', expected: wanted, given: describe(value) }),
  );
  return undefined;
}
