import type { ArrayElement } from './arrays/element.ts';
import type { ImageShape, Resize } from '../../typecheck/typed-module.ts';

/** A photo on disk, as the scan saw it. Plain data: it travels to worker threads. */
export interface PhotoFile {
  /**
   * How messages and predictions name it: relative to the data folder, `/` between parts. Bytes of a name that are not
   * UTF-8 stand as `\xNN`, so that two photos never share a name.
   */
  readonly file: string;
  /** What opens it; bytes where the name is not UTF-8. */
  readonly path: string | Uint8Array;
  readonly bytes: number;
  /** Milliseconds since 1970, with the file system's fraction. */
  readonly modified: number;
  /** Of the table that names it, as spreadsheets count. */
  readonly row?: number | undefined;
  /** Where the photo is an element of an array: its place in the file. */
  readonly element?: ArrayElement | undefined;
}

export const SPLITS = ['train', 'validation', 'test'] as const;

/** The three kinds of data. */
export type SplitName = (typeof SPLITS)[number];

/** Height and width in pixels. */
export interface PhotoSize {
  readonly height: number;
  readonly width: number;
}

/** What photos are made into. */
export interface PhotoForm {
  readonly size: ImageShape;
  readonly resize: Resize;
}

/** Names a form: photos of one name are alike. */
export function formKey({ size, resize: { kind, antialias } }: PhotoForm): string {
  const grey = size.channels === 1 ? '-grey' : '';
  return `${size.width}x${size.height}-${kind}${antialias ? '-antialias' : ''}${grey}`;
}

export function isSameShape(one: ImageShape, other: ImageShape): boolean {
  return one.height === other.height && one.width === other.width && one.channels === other.channels;
}

/** Bytes of a photo as the pipeline carries it: height × width × (red, green, blue), or × one level of grey. */
export function pixelBytes({ height, width, channels }: ImageShape): number {
  return height * width * channels;
}
