import { readSync } from 'node:fs';
import type { PhotoSource } from './messages.ts';

/** Reads the resized pixels of a photo; false when they cannot be read. */
export function readPhoto(source: PhotoSource, into: Uint8Array): boolean {
  if ('pixels' in source) {
    into.set(source.pixels);
    return true;
  }
  try {
    return readSync(source.file, into, 0, into.length, source.at) === into.length;
  } catch {
    return false;
  }
}
