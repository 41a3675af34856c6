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

/** An image column; its size is undefined where it is wrong, which was reported. */
export type CheckedImage = Pick<ImageColumn, 'name'> & {
  readonly size: ImageColumn['size'] | undefined;
  readonly sizeSpan: Span | undefined;
};

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
