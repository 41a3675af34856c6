import { readSync } from 'node:fs';
import { pixelBytes } from '../photo.ts';
import type { FillRequest } from './messages.ts';
import { pixelWorkspace } from '../pixels/workspace.ts';

/**
 * Makes photos into a part of a batch. The pixels of each pass through the kernels' memory, which stays in the processor's
 * cache: only the floats go out to the batch.
 * @returns numbers of photos that could not be read
 */
export function fillPart({ photos, size, map, batch, first }: FillRequest): readonly number[] {
  const count = pixelBytes(size);
  const space = pixelWorkspace(size);
  const unread: number[] = [];
  for (const [number, source] of photos.entries()) {
    const { pixels } = space;
    if ('pixels' in source) pixels.set(source.pixels);
    else if (!readWhole(source.file, pixels, source.at)) {
      unread.push(number);
      continue;
    }
    batch.set(space.toFloats(map), (first + number) * count);
  }
  return unread;
}

function readWhole(file: number, into: Uint8Array, at: number): boolean {
  try {
    return readSync(file, into, 0, into.length, at) === into.length;
  } catch {
    return false;
  }
}
