import { hash } from 'node:crypto';
import { photoBytes } from '../decode/photo-pixels.ts';
import { FileReader } from '../decode/read-photo.ts';
import type { PhotoFile, SplitName } from '../photo.ts';
import { differenceHash, distance, type Thumbnail } from './thumbnail.ts';

/** A photo and where it is used. */
export interface PlacedPhoto {
  readonly photo: PhotoFile;
  readonly split: SplitName;
  /** The name of its class; empty without one. */
  readonly class: string;
}

/** Photos with the same bytes, or that look alike; two or more. */
export type Alike = readonly PlacedPhoto[];

/** Bits of 64 in which the hashes of two photos that look alike may differ: with four bands one of them is the same. */
const MOST_BITS = 3;
/** And grey levels, of 255, by which they may differ on average. */
const MOST_LEVELS = 6;
/** Below so many grey levels between darkest and lightest there is nothing to be recognised. */
const LEAST_CONTRAST = 24;
/** Photos with one band in common that are compared with each other. */
const MOST_IN_BAND = 2000;

/** Groups of photos that a message shows, and photos of each. */
const FEW = 3;

/** What a message says of them. */
export function summaryOf(
  dataset: string,
  alike: readonly Alike[],
): { readonly dataset: string; readonly count: number; readonly first: readonly (readonly string[])[] } {
  const names = (photos: Alike): readonly string[] => photos.slice(0, FEW).map(({ photo }) => photo.file);
  return { dataset, count: alike.length, first: alike.slice(0, FEW).map(names) };
}

/** Photos with the same bytes. Only those of one size are read. */
export function identicalPhotos(photos: readonly PlacedPhoto[]): readonly Alike[] {
  const reader = new FileReader();
  return groupsOf(photos, ({ photo }) => photo.bytes)
    .flatMap((same) => groupsOf(same, ({ photo }) => contentHash(reader, photo)))
    .sort(byFirstName);
}

/** Orders groups by the name of their first photo. */
export function byFirstName([a]: Alike, [b]: Alike): number {
  return (a?.photo.file ?? '') < (b?.photo.file ?? '') ? -1 : 1;
}

/** Whether a group is in more than one split: what is learned from is asked for again. */
export const crossesSplits = (alike: Alike): boolean => new Set(alike.map(({ split }) => split)).size > 1;

function groupsOf<T>(items: readonly T[], keyOf: (item: T) => string | number): readonly (readonly T[])[] {
  const groups = new Map<string | number, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

function contentHash(reader: FileReader, photo: PhotoFile): string {
  try {
    return hash('sha256', photoBytes(reader, photo), 'hex');
  } catch {
    // What cannot be read is like nothing else; that it is broken is said elsewhere.
    return photo.file;
  }
}

/** Pairs of photos of different splits that look alike, as copies in another size or compression do. */
export function similarPhotos(
  photos: readonly (PlacedPhoto & { readonly thumbnail: Thumbnail })[],
): readonly Alike[] {
  const clear = photos.filter(
    ({ thumbnail }) => Math.max(...thumbnail) - Math.min(...thumbnail) >= LEAST_CONTRAST,
  );
  const hashes = clear.map(({ thumbnail }) => differenceHash(thumbnail));
  const pairs = new Map<string, Alike>();
  for (const band of [0, 1, 2, 3] as const) {
    for (const places of groupsOf([...clear.keys()], (place) => hashes[place]?.[band] ?? 0)) {
      if (places.length > MOST_IN_BAND) continue;
      for (const [index, left] of places.entries())
        for (const right of places.slice(index + 1)) {
          const [a, b] = [clear[left], clear[right]];
          if (a === undefined || b === undefined || a.split === b.split || pairs.has(`${left}/${right}`))
            continue;
          if (bitsApart(hashes[left] ?? [], hashes[right] ?? []) > MOST_BITS) continue;
          if (distance(a.thumbnail, b.thumbnail) <= MOST_LEVELS) pairs.set(`${left}/${right}`, [a, b]);
        }
    }
  }
  return [...pairs.values()];
}

function bitsApart(a: readonly number[], b: readonly number[]): number {
  let bits = 0;
  for (const [band, value] of a.entries())
    for (let rest = value ^ (b[band] ?? 0); rest !== 0; rest &= rest - 1) bits++;
  return bits;
}
