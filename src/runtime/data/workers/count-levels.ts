import { pixelBytes } from '../photo.ts';
import type { CountRequest } from './messages.ts';
import { readPhoto } from './read-photo.ts';

/** How often each grey level is met in some photos, by channel; a photo that cannot be read counts nothing. */
export function countLevels({ photos, size }: CountRequest): Uint32Array {
  const { channels } = size;
  const levels = new Uint32Array(channels * 256);
  const pixels = new Uint8Array(pixelBytes(size));
  for (const source of photos) {
    if (!readPhoto(source, pixels)) continue;
    // By index: this loop runs over every byte of every photo.
    for (let at = 0; at < pixels.length; at += channels)
      for (let channel = 0; channel < channels; channel++)
        count(levels, 256 * channel + (pixels[at + channel] ?? 0));
  }
  return levels;
}

function count(levels: Uint32Array, place: number): void {
  levels[place] = (levels[place] ?? 0) + 1;
}
