import type { DataDeclaration } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import type { DataFacts } from '../check-options.ts';
import type { ImageColumn, Label, TypedDataset } from '../typed-module.ts';

/** A dataset as the checker knows it while it judges trains. */
export interface CheckedDataset {
  readonly declaration: DataDeclaration;
  /** Undefined where something in it is wrong. */
  readonly typed: TypedDataset | undefined;
  /** Undefined where they are not known: of an unknown kind of data. */
  readonly images: readonly CheckedImage[] | undefined;
  readonly labels: readonly CheckedLabel[] | undefined;
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

/** The image column that a model's input takes: that of its own name, or the only one. */
export function imageOfInput<T extends Pick<ImageColumn, 'name'>>(
  input: string,
  images: readonly T[],
): T | undefined {
  return images.length === 1 ? images[0] : images.find(({ name }) => name === input);
}
