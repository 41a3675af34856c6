import { augmentPhoto } from '../augment/augment-photo.ts';
import { pixelBytes } from '../photo.ts';
import { pixelWorkspace } from '../pixels/workspace.ts';
import type { ImageShape } from '../../../typecheck/typed-module.ts';
import type { PixelMap } from '../../../typecheck/data/pixel-domains.ts';
import type { BatchPart, FillRequest } from './messages.ts';
import { readPhoto } from './read-photo.ts';

/** Writes a photo's bytes to where it is told; false when it cannot. */
type PutPixels = (into: Uint8Array) => boolean;

/**
 * Makes photos that are there into a part of a batch.
 * @returns numbers of photos in the request that could not be read
 */
export function fillPart({ photos, size, part }: FillRequest): readonly number[] {
  const unread: number[] = [];
  for (const [index, source] of photos.entries())
    if (!fillPhoto(part, index, size, (into) => readPhoto(source, into))) unread.push(index);
  return unread;
}

/**
 * Makes one photo into its part of a batch. Its pixels pass through the kernels' memory, which stays in the processor's cache:
 * only the floats go out to the batch.
 * @param index its number among the photos of the part
 * @returns false when there are no pixels
 */
export function fillPhoto(part: BatchPart, index: number, size: ImageShape, pixels: PutPixels): boolean {
  const { batch, numbers, places, map, augment } = part;
  const floats =
    augment === undefined
      ? plainPhoto(size, map, pixels)
      : augmentPhoto(augment, places[index] ?? 0, size, map, pixels);
  if (floats === undefined) return false;
  copy(floats, batch, (numbers[index] ?? 0) * pixelBytes(size));
  return true;
}

/** Copies floats to a place in others. `set` would go through memory that threads share word by word, which takes twice as long. */
function copy(from: Float32Array, to: Float32Array, at: number): void {
  const into = to.subarray(at, at + from.length);
  asBuffer(into).fill(asBuffer(from));
}

function asBuffer({ buffer, byteOffset, byteLength }: Float32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** A photo as it is, valid until the next one comes. */
function plainPhoto(size: ImageShape, map: PixelMap, pixels: PutPixels): Float32Array | undefined {
  const space = pixelWorkspace(size);
  return pixels(space.pixels) ? space.toFloats(map) : undefined;
}
