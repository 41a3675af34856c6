import type { ImageShape } from '../../../typecheck/typed-module.ts';
import { PhotoFaultError } from '../photo-problem.ts';
import type { Raster } from '../pixels/raster.ts';
import { numbersOf, standardWhite, type NumberType } from './number-type.ts';
import { elementBytes, type StoredArray } from './stored-array.ts';

/** A photo that is an element of an array: where its numbers are in the file, and how they lie. Plain data. */
export interface ArrayElement {
  readonly at: number;
  readonly bytes: number;
  readonly layout: ElementLayout;
}

/** The same for all elements of an array. */
export interface ElementLayout {
  readonly height: number;
  readonly width: number;
  /** The last of four is how opaque a pixel is: it is dropped. */
  readonly channels: 1 | 3 | 4;
  /** Whether all of one channel come before the next, as in PyTorch. */
  readonly planar: boolean;
  readonly type: NumberType;
  readonly bigEndian: boolean;
  /** The number that is white, where black is 0. */
  readonly white: number;
}

/** What an array of images is, for messages. */
export const imageExpected = '[samples, height, width], with 1, 3 or 4 channels last, or first';

/** How the elements of an array lie as photos; undefined where their shape is of none. */
export function layoutOf(array: StoredArray, white = standardWhite(array.type)): ElementLayout | undefined {
  const { type, bigEndian } = array;
  const [first = 0, second = 0, third] = array.shape.slice(1);
  const common = { type, bigEndian, white };
  if (array.shape.length === 3)
    return { height: first, width: second, channels: 1, planar: false, ...common };
  if (array.shape.length !== 4 || third === undefined) return undefined;
  if (isChannels(third)) return { height: first, width: second, channels: third, planar: false, ...common };
  return isChannels(first)
    ? { height: second, width: third, channels: first, planar: true, ...common }
    : undefined;
}

const isChannels = (count: number): count is 1 | 3 | 4 => count === 1 || count === 3 || count === 4;

/** The element at a place of an array that lies in its file as it is. */
export function elementAt(array: StoredArray, layout: ElementLayout, place: number): ArrayElement {
  return { at: array.start + place * array.stride, bytes: elementBytes(array), layout };
}

/** Whether the bytes in the file are the very pixels of a size. */
export function isAsStored(
  { height, width, channels, planar, type, white }: ElementLayout,
  size: ImageShape,
): boolean {
  const isSame = height === size.height && width === size.width && channels === size.channels;
  return isSame && type === 'uint8' && white === 255 && (!planar || channels === 1);
}

/** The grey levels of an element. @throws PhotoFaultError for a number beyond black and white */
export function elementRaster(bytes: Uint8Array, layout: ElementLayout): Raster {
  const { height, width, channels, planar } = layout;
  const levels = layout.type === 'uint8' && layout.white === 255 ? bytes : levelsOf(bytes, layout);
  return {
    height,
    width,
    stride: channels,
    data: planar ? interleaved(levels, channels) : levels,
    orientation: 1,
  };
}

function levelsOf(bytes: Uint8Array, { type, bigEndian, white }: ElementLayout): Uint8Array {
  const numbers = numbersOf(bytes, type, bigEndian);
  const levels = new Uint8Array(numbers.length);
  for (const [place, number] of numbers.entries()) {
    if (!(number >= 0 && number <= white))
      throw new PhotoFaultError('beyond-white', `${Number(number.toPrecision(7))}, where white is ${white}`);
    levels[place] = Math.round((number / white) * 255);
  }
  return levels;
}

function interleaved(levels: Uint8Array, channels: number): Uint8Array {
  const plane = levels.length / channels;
  const result = new Uint8Array(levels.length);
  for (let channel = 0; channel < channels; channel++)
    for (let pixel = 0; pixel < plane; pixel++)
      result[pixel * channels + channel] = levels[channel * plane + pixel] ?? 0;
  return result;
}
