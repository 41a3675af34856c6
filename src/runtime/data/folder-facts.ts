import type { Scan } from './scan.ts';
import type { SplitName } from './photo.ts';

/** What the checker needs to know of a data folder: counts, no files. Plain data. */
export interface FolderFacts {
  readonly folder: string;
  readonly exists: boolean;
  /** Folders directly in it. */
  readonly folders: readonly string[];
  /** Splits that have a folder; empty where classes lie directly in the data folder. */
  readonly splits: readonly SplitName[];
  /** Over all splits, sorted by code unit. */
  readonly classes: readonly string[];
  /** Photos in all. */
  readonly photos: number;
  /** One for each class and split, folder there or not: 0 where it is empty or missing. */
  readonly counts: readonly ClassCount[];
  /** Photos that lie outside any class, and the first few of them. */
  readonly stray: { readonly count: number; readonly first: readonly string[] };
  /** Files that are not photos by their names. */
  readonly ignored: { readonly count: number; readonly first: readonly string[] };
  readonly unreadable: readonly { readonly folder: string; readonly reason: string }[];
}

export interface ClassCount {
  readonly class: string;
  readonly split: SplitName | undefined;
  /** Whether the class has a folder there. */
  readonly folder: boolean;
  readonly photos: number;
}

const FEW = 5;
const few = (names: readonly string[]): FolderFacts['stray'] => ({
  count: names.length,
  first: names.slice(0, FEW),
});

/** Counts a scan. */
export function folderFacts(scan: Scan): FolderFacts {
  const splits: readonly (SplitName | undefined)[] = scan.splits.length > 0 ? scan.splits : [undefined];
  const counts = splits.flatMap((split) =>
    scan.classes.map((name) => {
      const groups = scan.groups.filter((group) => group.name === name && group.split === split);
      const photos = groups.reduce((sum, { rows }) => sum + rows.length, 0);
      return { class: name, split, folder: groups.length > 0, photos };
    }),
  );
  return {
    folder: scan.folder,
    exists: scan.exists,
    folders: scan.folders,
    splits: scan.splits,
    classes: scan.classes,
    photos: counts.reduce((sum, { photos }) => sum + photos, 0),
    counts,
    stray: few(scan.stray),
    ignored: few(scan.ignored),
    unreadable: scan.unreadable,
  };
}
