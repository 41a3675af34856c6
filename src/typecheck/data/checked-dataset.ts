import type { DataDeclaration } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import type { DataFacts } from '../check-options.ts';
import type { ImageColumn, Label, TypedDataset, TypedInput } from '../typed-module.ts';

/** A dataset as the checker knows it while it judges trains. */
export interface CheckedDataset {
  readonly declaration: DataDeclaration;
  /** Undefined where something in it is wrong. */
  readonly typed: TypedDataset | undefined;
  /** Undefined where they are not known: of an unknown kind of data. */
  readonly images: readonly CheckedImage[] | undefined;
  readonly labels: readonly CheckedLabel[] | undefined;
  /** Columns of numbers that a model's inputs take, by the input's name: they are then no labels. */
  readonly numbers?: ReadonlyMap<string, CheckedLabel>;
  /** What was seen of it on disk. */
  readonly facts: DataFacts | undefined;
}

/** An image column; what is wrong of it is undefined, which was reported. */
export type CheckedImage = Pick<ImageColumn, 'name'> & {
  readonly size: ImageColumn['size'] | undefined;
  readonly sizeSpan: Span | undefined;
  /** Where its channels are written. */
  readonly channelsSpan: Span | undefined;
  readonly resize: ImageColumn['resize'] | undefined;
  readonly pixels: ImageColumn['pixels'] | undefined;
  /** Where its pixels are written. */
  readonly pixelsSpan: Span | undefined;
  /** Of arrays, where it is said. */
  readonly white?: number | undefined;
};

/** The column of a table or folder that is whole; undefined where a part of it is wrong. */
export function wholeImage(
  { name, size, resize, pixels, white }: CheckedImage,
  path: ImageColumn['path'] | undefined,
): ImageColumn | undefined {
  if (size === undefined || resize === undefined || pixels === undefined || path === undefined)
    return undefined;
  return { name, path, size, resize, pixels, ...(white !== undefined && { white }) };
}

export interface CheckedLabel {
  readonly name: string;
  /** Whether the program gives it its name: without one any will do. */
  readonly named: boolean;
  /** Undefined where its declaration is wrong, which was reported. */
  readonly label: Label | undefined;
}

/** The image column that a model's input takes: that of its own name, or the only one; undefined of an input that takes numbers. */
export function imageOfInput<T extends Pick<ImageColumn, 'name'>>(
  input: string,
  {
    images,
    numbers,
  }: { readonly images: readonly T[] | undefined; readonly numbers?: CheckedDataset['numbers'] },
): T | undefined {
  if (images === undefined || numbers?.has(input) === true) return undefined;
  return images.length === 1 ? images[0] : images.find(({ name }) => name === input);
}

/**
 * A dataset as a model takes it. An input with a single size takes the column of numbers of its own name, or the only vector where the
 * data has no image; what is taken is no label of it any more.
 */
export function takenBy(
  dataset: CheckedDataset,
  inputs: readonly Pick<TypedInput, 'name' | 'shape'>[],
): CheckedDataset {
  const { labels, images } = dataset;
  if (labels === undefined) return dataset;
  const kinds = (...wanted: readonly Label['kind'][]) =>
    labels.filter(({ label }) => label !== undefined && wanted.includes(label.kind));
  const [only, another] = images?.length === 0 ? kinds('vector') : [];
  const numbers = new Map<string, CheckedLabel>();
  for (const { name, shape } of inputs) {
    if (shape.length !== 1) continue;
    const own = kinds('number', 'vector').find((column) => column.name === name);
    const taken = own ?? (another === undefined ? only : undefined);
    if (taken !== undefined) numbers.set(name, taken);
  }
  const taken = new Set(numbers.values());
  return { ...dataset, numbers, labels: labels.filter((label) => !taken.has(label)) };
}
