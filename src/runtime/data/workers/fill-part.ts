import { augmentPhoto } from '../augment/augment-photo.ts';
import { pixelBytes } from '../photo.ts';
import { pixelWorkspace } from '../pixels/workspace.ts';
import type { FillRequest, PhotoSource } from './messages.ts';
import { readPhoto } from './read-photo.ts';

/**
 * Makes photos into a part of a batch. The pixels of each pass through the kernels' memory, which stays in the processor's
 * cache: only the floats go out to the batch.
 * @returns numbers of photos that could not be read
 */
export function fillPart(request: FillRequest): readonly number[] {
  const { photos, size, batch, first } = request;
  const unread: number[] = [];
  for (const [number, source] of photos.entries()) {
    const floats = photoFloats(request, number, source);
    if (floats === undefined) unread.push(number);
    else batch.set(floats, (first + number) * pixelBytes(size));
  }
  return unread;
}

/** A photo as the model gets it, valid until the next one comes; undefined when it cannot be read. */
function photoFloats(
  { size, map, augment }: FillRequest,
  number: number,
  source: PhotoSource,
): Float32Array | undefined {
  const read = (into: Uint8Array): boolean => readPhoto(source, into);
  if (augment !== undefined) return augmentPhoto(augment, augment.places[number] ?? 0, size, map, read);
  const space = pixelWorkspace(size);
  return read(space.pixels) ? space.toFloats(map) : undefined;
}
