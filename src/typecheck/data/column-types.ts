import { changeTo } from '../../diagnostics/change-to.ts';
import { badColumn, unknownColumnOption } from '../../diagnostics/catalogue/data.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Argument, Expression, Name } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { evaluate } from '../elaborate/evaluate.ts';
import { describe } from '../elaborate/value.ts';
import type { ImageColumn, Label, PathPart } from '../typed-module.ts';
import type { CheckedImage } from './checked-dataset.ts';
import { withFittingPixels } from './grey-pixels.ts';
import { channelsExpected, channelsOf, defaultChannels } from './read-channels.ts';
import {
  defaultPixels,
  defaultResize,
  pixelsExpected,
  pixelsOf,
  resizeExpected,
  resizeOf,
} from './read-pixels.ts';
import { sizeExpected, sizeOf } from './read-size.ts';
import { writtenName } from './written-name.ts';

/** A column as it is written: `race: class("white", "black", column: "Race")`. */
export interface WrittenColumn {
  readonly key: Name;
  /** `class`. */
  readonly type: string;
  readonly span: Expression['span'];
  readonly arguments: readonly Argument[];
}

/** What a column is; parts that are wrong are undefined, which was reported. */
export type ReadColumn =
  | { readonly kind: 'image'; readonly image: CheckedImage; readonly path: ImageColumn['path'] | undefined }
  | { readonly kind: 'label'; readonly label: Label | undefined };

export interface ColumnType {
  /** One line that the editor shows. */
  readonly doc: string;
  readonly options: readonly string[];
  /** Of arrays, where they are others. */
  readonly arrayOptions?: readonly string[];
  readonly read: (column: WrittenColumn, place: Place) => ReadColumn;
}

/** What a column of a table may be. */
export const columnTypes: ReadonlyMap<string, ColumnType> = new Map<string, ColumnType>([
  [
    'image',
    {
      doc: 'A photo of each row, by its path in the table.',
      options: ['column', 'path', 'size', 'channels', 'resize', 'pixels'],
      arrayOptions: ['column', 'size', 'channels', 'resize', 'pixels', 'white'],
      read: readImage,
    },
  ],
  [
    'number',
    {
      doc: 'A number of each row, to be learned or looked at.',
      options: ['column', 'optional'],
      read: readNumber,
    },
  ],
  [
    'vector',
    {
      doc: 'Several numbers of each row, to be learned or looked at: a list in one column, or a column for each.',
      options: ['column', 'optional'],
      read: readVector,
    },
  ],
  ['binary', { doc: 'One of two classes.', options: ['column', 'optional'], read: readClasses }],
  ['class', { doc: 'One of several classes.', options: ['column', 'optional'], read: readClasses }],
]);

/** The options of a column, of whichever source. */
export function columnOptions({ options, arrayOptions = [] }: ColumnType): readonly string[] {
  return [...new Set([...options, ...arrayOptions])];
}

/** Reads a column of a known type. */
export function readColumn(column: WrittenColumn, place: Place, source: 'table' | 'arrays'): ReadColumn {
  const type = columnTypes.get(column.type);
  if (type === undefined) return { kind: 'label', label: undefined };
  const read = type.read(column, place);
  const known = source === 'arrays' ? (type.arrayOptions ?? type.options) : type.options;
  const unknown = column.arguments.filter(({ name }) => name !== undefined && !known.includes(name.text));
  for (const { name, span } of unknown) {
    const parameters = { type: column.type, option: name?.text ?? '', known };
    const suggestion = nearest(parameters.option, known);
    const fixes = name === undefined ? [] : changeTo(name.span, suggestion);
    const report = unknownColumnOption(name?.span ?? span, { ...parameters, suggestion }, { fixes });
    place.elaboration.report(report);
  }
  if (unknown.length === 0) return read;
  return read.kind === 'image' ? { ...read, path: undefined } : { ...read, label: undefined };
}

// --- the types ------------------------------------------------------------------------------------------------

function readImage(column: WrittenColumn, place: Place): ReadColumn {
  const [extra] = positional(column);
  const size = option(column, 'size');
  const path = option(column, 'path');
  const { key } = column;
  if (extra !== undefined) refuse(extra.span, column, 'an image', 'column: "path", size: 150x150', place);
  if (size === undefined) refuse(column.span, column, 'an image', 'size: 150x150', place, 'without a size');
  const read =
    size &&
    sizeOf(size.value, true, place, (given) => {
      refuse(size.span, column, 'the size', sizeExpected, place, given);
    });
  const template =
    path === undefined ? [{ column: columnName(column, place) }] : readPath(path, column, place);
  const channels = option(column, 'channels');
  const count =
    channels === undefined
      ? defaultChannels
      : channelsOf(channels.value, place, (given) => {
          refuse(channels.span, column, 'channels', channelsExpected, place, given);
        });
  const image: CheckedImage = {
    name: key.text,
    size: read && count && { ...read, channels: count },
    sizeSpan: size?.span,
    channelsSpan: channels?.span,
    ...readPhotoOptions(column, place),
    white: readWhite(column, place),
  };
  return {
    kind: 'image',
    image: withFittingPixels(image, place),
    path: extra === undefined && template?.every(isWhole) ? template : undefined,
  };
}

function readPhotoOptions(
  column: WrittenColumn,
  place: Place,
): Pick<CheckedImage, 'resize' | 'pixels' | 'pixelsSpan'> {
  const resize = option(column, 'resize');
  const pixels = option(column, 'pixels');
  return {
    resize:
      resize === undefined
        ? defaultResize
        : resizeOf(resize.value, place, (given) => {
            refuse(resize.span, column, 'resize', resizeExpected, place, given);
          }),
    pixels:
      pixels === undefined
        ? defaultPixels
        : pixelsOf(pixels.value, (given) => {
            refuse(pixels.span, column, 'the pixels', pixelsExpected, place, given);
          }),
    pixelsSpan: pixels?.span,
  };
}

/** `white: 16`: what is white in an array; undefined where nothing, or something wrong, is said. */
function readWhite(column: WrittenColumn, place: Place): number | undefined {
  const written = option(column, 'white');
  if (written === undefined) return undefined;
  const value = evaluate(written.value, place);
  if (value.kind === 'number' && typeof value.value === 'number' && value.value > 0) return value.value;
  if (value.kind !== 'poison')
    refuse(
      written.span,
      column,
      'white',
      'the number that is white, where 0 is black: 1 or 255',
      place,
      describe(value),
    );
  return undefined;
}

const isWhole = (part: string | { readonly column: string | undefined }): part is PathPart =>
  typeof part === 'string' || part.column !== undefined;

/** `"train/{id}.jpg"`: text, and columns in braces. */
function readPath(
  { value, span }: Argument,
  column: WrittenColumn,
  place: Place,
): readonly PathPart[] | undefined {
  const pieces = value.kind === 'string' ? value.value.split(/\{([^{}]*)\}/) : [];
  const parts = pieces.map((text, index): PathPart => (index % 2 === 0 ? text : { column: text.trim() }));
  const columns = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.column]));
  if (columns.length > 0 && !columns.includes('')) return parts.filter((part) => part !== '');
  if (value.kind !== 'missing')
    refuse(span, column, 'the path', 'a text with columns in braces: "photos/{id}.jpg"', place);
  return undefined;
}

function readNumber(column: WrittenColumn, place: Place): ReadColumn {
  const [extra] = positional(column);
  if (extra !== undefined) refuse(extra.span, column, 'a number', 'number, or number(column: "Age")', place);
  const common = readCommon(column, place);
  if (extra !== undefined || common === undefined) return { kind: 'label', label: undefined };
  return { kind: 'label', label: { ...common, kind: 'number', classes: undefined, units: 1 } };
}

/** `vector(3)` is a list in one column, `vector("x", "y")` a column for each number. */
function readVector(column: WrittenColumn, place: Place): ReadColumn {
  const written = positional(column);
  const common = readCommon(column, place);
  const names = written.flatMap(({ value }) =>
    value.kind === 'string' && value.value !== '' ? [value.value] : [],
  );
  if (written.length > 0 && names.length === written.length && option(column, 'column') === undefined) {
    const label: Label | undefined = common && {
      ...common,
      kind: 'vector',
      classes: undefined,
      columns: names,
      units: names.length,
    };
    return { kind: 'label', label };
  }
  const units = written.length === 1 ? wholeNumber(written[0]?.value, place) : undefined;
  if (units === undefined) {
    const span = written[0]?.span ?? column.span;
    refuse(span, column, 'a vector', 'vector(3), or vector("x", "y") for a column each', place);
  }
  if (units === undefined || common === undefined) return { kind: 'label', label: undefined };
  return { kind: 'label', label: { ...common, kind: 'vector', classes: undefined, units } };
}

/** `binary("female", "male")`, `class("white", "black", "asian")`, or `class(10)` for the numbers from 0 to 9. */
function readClasses(column: WrittenColumn, place: Place): ReadColumn {
  const written = positional(column);
  const common = readCommon(column, place);
  const classes = classesOf(written, place);
  const fits =
    classes !== undefined &&
    new Set(classes).size === classes.length &&
    (column.type === 'binary' ? classes.length === 2 : classes.length >= 2);
  if (!fits) {
    const [first] = written;
    const last = written.at(-1);
    const span = first && last ? { ...first.span, end: last.span.end } : column.span;
    const expected =
      column.type === 'binary'
        ? 'two classes: binary("female", "male")'
        : 'two classes or more, each once: class("cat", "cow", "dog"), or class(10) for 0 to 9';
    refuse(span, column, 'the classes', expected, place);
  }
  if (!fits || common === undefined) return { kind: 'label', label: undefined };
  return {
    kind: 'label',
    label: { ...common, kind: column.type === 'binary' ? 'binary' : 'class', classes, units: 1 },
  };
}

function classesOf(written: readonly Argument[], place: Place): readonly string[] | undefined {
  const [first, second] = written;
  if (first !== undefined && second === undefined && writtenName(first.value) === undefined) {
    const count = wholeNumber(first.value, place);
    return count === undefined ? undefined : Array.from({ length: count }, (_, index) => String(index));
  }
  const names = written.map(({ value }) => writtenName(value));
  return names.every((name) => name !== undefined) ? names : undefined;
}

// --- options --------------------------------------------------------------------------------------------------

const positional = (column: WrittenColumn): readonly Argument[] =>
  column.arguments.filter(({ name }) => name === undefined);

const option = (column: WrittenColumn, wanted: string): Argument | undefined =>
  column.arguments.find(({ name }) => name?.text === wanted);

/** What every label has; undefined where an option is wrong. */
function readCommon(
  column: WrittenColumn,
  place: Place,
): Pick<Label, 'name' | 'columns' | 'optional'> | undefined {
  const name = columnName(column, place);
  const written = option(column, 'optional');
  const value = written === undefined ? undefined : evaluate(written.value, place);
  if (written !== undefined && value !== undefined && value.kind !== 'boolean') {
    if (value.kind !== 'poison')
      refuse(written.span, column, 'optional', 'true or false', place, describe(value));
    return undefined;
  }
  if (name === undefined) return undefined;
  return { name: column.key.text, columns: [name], optional: value?.kind === 'boolean' && value.value };
}

/** The column of the file: that of its own name, where nothing else is said. */
function columnName(column: WrittenColumn, place: Place): string | undefined {
  const written = option(column, 'column');
  if (written === undefined) return column.key.text;
  const name = writtenName(written.value);
  if (name === undefined && written.value.kind !== 'missing')
    refuse(written.span, column, 'the column', 'the name of a column of the file: column: "path"', place);
  return name;
}

function wholeNumber(expression: Expression | undefined, place: Place): number | undefined {
  if (expression === undefined || expression.kind === 'missing') return undefined;
  const value = evaluate(expression, place);
  const whole = value.kind === 'number' && value.integer && typeof value.value === 'number';
  return whole && value.value > 0 ? value.value : undefined;
}

function refuse(
  span: Expression['span'],
  { key }: WrittenColumn,
  what: string,
  expected: string,
  { elaboration }: Place,
  given = spanText(span),
): void {
  elaboration.report(badColumn(span, { column: key.text, what, expected, given }));
}
