import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { byCodeUnit } from './file-name.ts';
import { SPLITS, type SplitName } from './photo.ts';
import type { Samples } from './samples.ts';
import type { Scan } from './scan.ts';
import { Draft, type Division } from './split.ts';

/** Which samples are in which split, to be kept in a file and used again whatever has come to the data since. */
export type SplitLock = PhotoLock | RowLock;

/** Of photos in folders: their names. */
export interface PhotoLock {
  readonly kind: 'photos';
  /** In the order of their numbers. */
  readonly classes: readonly string[];
  /** Of each class the names of photos by the folder they lie in, which is relative to the data's and ends in `/`. */
  readonly splits: Readonly<Record<SplitName, readonly FolderNames[]>>;
}

type FolderNames = Readonly<Record<string, readonly string[]>>;

/** Of the rows of a table. */
export interface RowLock {
  readonly kind: 'rows';
  /** Says what is in these rows: a table may have been sorted or changed. */
  readonly digest: string;
  /** Two bits for each row number from 0, low ones first: 0 for no split, otherwise one more than the split's place. */
  readonly splits: string;
}

/** A photo of a lock that is not there any more. */
export interface GonePhoto {
  readonly file: string;
  readonly split: SplitName;
}

/** The lock of a division of photos. */
export function photoLock(
  splits: Readonly<Record<SplitName, Samples>>,
  classes: readonly string[],
): PhotoLock {
  const names = (split: SplitName): readonly FolderNames[] => {
    const byClass = classes.map(() => new Map<string, string[]>());
    const samples = splits[split];
    for (let place = 0; place < samples.length; place++) {
      const file = samples.file(place, 0);
      const folders = byClass[samples.label(place, 0)[0] ?? 0];
      const end = file.lastIndexOf('/') + 1;
      const folder = file.slice(0, end);
      const known = folders?.get(folder);
      if (known === undefined) folders?.set(folder, [file.slice(end)]);
      else known.push(file.slice(end));
    }
    return byClass.map((folders) => Object.fromEntries(folders));
  };
  return {
    kind: 'photos',
    classes,
    splits: { train: names('train'), validation: names('validation'), test: names('test') },
  };
}

/** The photos of a scan as a lock divides them, and the names of those that are not there any more. */
export function divideByLock(
  scan: Scan,
  lock: PhotoLock,
): { readonly division: Division; readonly gone: readonly GonePhoto[] } {
  const { photos, groups } = scan;
  const found = new Map<string, number>();
  for (const { rows } of groups) for (const row of rows) found.set(photos.file(row), row);
  const gone: GonePhoto[] = [];
  const draft = new Draft();
  for (const split of SPLITS)
    for (const [number, folders] of lock.splits[split].entries()) {
      const files = Object.entries(folders).flatMap(([folder, names]) => names.map((name) => folder + name));
      for (const file of files.sort(byCodeUnit)) {
        const row = found.get(file);
        if (row === undefined) gone.push({ file, split });
        else draft.add(split, number, [row]);
      }
    }
  return { division: draft.division, gone };
}

/**
 * The lock of a division of rows.
 * @param rowsOf numbers of the rows of each split in the table
 */
export function rowLock(
  splits: Readonly<Record<SplitName, Samples>>,
  rowsOf: Readonly<Record<SplitName, Uint32Array>>,
): RowLock {
  const last = SPLITS.reduce((most, split) => Math.max(most, rowsOf[split].at(-1) ?? 0), 0);
  const bits = Buffer.alloc((last >> 2) + 1);
  for (const [place, split] of SPLITS.entries())
    for (const row of rowsOf[split])
      bits[row >> 2] = (bits[row >> 2] ?? 0) | ((place + 1) << ((row & 3) * 2));
  return { kind: 'rows', digest: rowsDigest(splits), splits: bits.toString('base64') };
}

/**
 * The rows of a table as a lock divides them.
 * @param rows numbers in the table of the rows that can be used
 * @returns places among these rows
 */
export function divideRowsByLock(rows: Uint32Array, lock: RowLock): Readonly<Record<SplitName, Uint32Array>> {
  const bits = Buffer.from(lock.splits, 'base64');
  const places = Uint32Array.from(rows.keys());
  const rowsOf = (split: SplitName): Uint32Array => {
    const wanted = SPLITS.indexOf(split) + 1;
    return places.filter((place) => {
      const row = rows[place] ?? 0;
      return (((bits[row >> 2] ?? 0) >> ((row & 3) * 2)) & 3) === wanted;
    });
  };
  return { train: rowsOf('train'), validation: rowsOf('validation'), test: rowsOf('test') };
}

/** Says in a few characters what is in the rows of a division. */
export function rowsDigest(splits: Readonly<Record<SplitName, Samples>>): string {
  const hash = createHash('sha256');
  for (const split of SPLITS) hash.update(`${splits[split].length} ${splits[split].digest()}\n`);
  return hash.digest('hex');
}
