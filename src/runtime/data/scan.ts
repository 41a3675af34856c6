import { nameReader } from '../../typecheck/data/name-pattern.ts';
import { splitOfFolder } from '../../typecheck/data/split-folders.ts';
import type { LabelTableSource } from '../../typecheck/typed-module.ts';
import { findPhotos, hiddenBy, isPhoto, type FoundPhotos, type UnreadableFolder } from './find-photos.ts';
import { byCodeUnit } from './file-name.ts';
import { LabelTable } from './label-table.ts';
import { folderAt, listFolder, type Entry, type Folder } from './list-folder.ts';
import { PhotoList } from './photo-list.ts';
import { SPLITS, type SplitName } from './photo.ts';

/** The photos of one class (in one split, where folders say the split). */
export interface ScannedClass {
  readonly name: string;
  /** Undefined where the classes lie directly in the data folder. */
  readonly split: SplitName | undefined;
  /** Their places in the list of the scan. */
  readonly rows: Uint32Array;
}

/** A data folder as it lies there. */
export interface Scan {
  readonly folder: string;
  /** Whether there is a folder at all. */
  readonly exists: boolean;
  /** Names of the classes over all splits, sorted by code unit. */
  readonly classes: readonly string[];
  /** Folders directly in it: what they are may differ from what was looked for. */
  readonly folders: readonly string[];
  /** Splits that have a folder. */
  readonly splits: readonly SplitName[];
  /** Every photo that was met, with those that are in no class. */
  readonly photos: PhotoList;
  /** One for each folder of a class, in order. */
  readonly groups: readonly ScannedClass[];
  /** Photos that lie where no class is said. */
  readonly stray: readonly string[];
  readonly ignored: readonly string[];
  readonly unreadable: readonly UnreadableFolder[];
  /** What said the classes, where a table did. */
  readonly labels?: LabelTable | undefined;
}

/** Where classes are to be looked for: below folders of splits, or directly in the data folder. */
export type Layout = 'splits' | 'classes';

/** The class of a photo by its path below the data's folder; undefined where it is not known. */
type ClassOf = (file: string) => string | undefined;

/** The name of a file without its folders. */
export const baseName = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

/** By the names of files: `{class}.{number}.jpg`. */
function classByName(pattern: string): ClassOf {
  const classOf = nameReader(pattern);
  return (file) => classOf(baseName(file));
}

/**
 * Looks through a data folder. Never throws for what it finds: a missing folder has no classes.
 * @param labels pattern by which names of files say classes, or the table that says them; without it folders do
 * @param group the column of that table that says which photos belong together
 */
export async function scanFolder(
  folder: string,
  layout: Layout,
  labels?: string | LabelTableSource,
  group?: string,
): Promise<Scan> {
  if (typeof labels !== 'object')
    return scanBy(folder, layout, labels === undefined ? undefined : classByName(labels));
  const table = await LabelTable.read(folder, labels, group);
  const scan = await scanBy(folder, layout, (file) => table.classOf(file));
  return { ...scan, labels: table };
}

async function scanBy(folder: string, layout: Layout, names: ClassOf | undefined): Promise<Scan> {
  const met: Met = {
    photos: new PhotoList(`${folder}/`),
    groups: [],
    stray: [],
    ignored: [],
    unreadable: [],
  };
  const nothing = { folder, folders: [], classes: [], splits: [], ...met };
  const root = folderAt(folder);
  if (root === undefined) return { ...nothing, exists: false };
  const listing = await listFolder(root.path);
  if (listing.error !== undefined)
    return { ...nothing, exists: true, unreadable: [{ folder, reason: listing.error }] };

  const splits =
    layout === 'splits'
      ? await scanSplits(listing.entries, root, names, met)
      : await scanWhole(listing.entries, { ...root, name: folder }, names, met);
  return {
    ...nothing,
    exists: true,
    folders: listing.entries.filter(({ kind }) => kind === 'folder').map(({ name }) => name),
    splits,
    classes: [...new Set(met.groups.map(({ name }) => name))].sort(byCodeUnit),
  };
}

/** What was met so far. */
interface Met extends FoundPhotos {
  readonly groups: ScannedClass[];
  readonly stray: string[];
}

/** Looks for classes in the data folder itself. */
async function scanWhole(
  entries: readonly Entry[],
  root: Folder,
  names: ClassOf | undefined,
  met: Met,
): Promise<readonly []> {
  if (names === undefined) await scanClasses(entries, '', [root.id], undefined, met);
  else await scanNames(root, names, '', [], undefined, met);
  return [];
}

/** Looks for classes in each folder of a split. @returns the splits that have one */
async function scanSplits(
  entries: readonly Entry[],
  root: Folder,
  names: ClassOf | undefined,
  met: Met,
): Promise<readonly SplitName[]> {
  noteOutside(entries, '', met);
  const splits = new Set<SplitName>();
  for (const split of SPLITS) {
    for (const { name, path, id } of foldersOf(entries, split)) {
      splits.add(split);
      if (names !== undefined) {
        await scanNames({ name, path, id }, names, `${name}/`, [root.id], split, met);
        continue;
      }
      const inside = await listFolder(path);
      if (inside.error !== undefined) met.unreadable.push({ folder: name, reason: inside.error });
      await scanClasses(inside.entries, `${name}/`, [root.id, id], split, met);
    }
  }
  return [...splits];
}

/** Two folders of one split (`val` beside `validation`) are both read: which one is meant cannot be known. */
const foldersOf = (entries: readonly Entry[], split: SplitName): readonly Entry[] =>
  entries.filter(({ kind, name }) => kind === 'folder' && splitOfFolder(name) === split);

async function scanClasses(
  entries: readonly Entry[],
  prefix: string,
  above: readonly string[],
  split: SplitName | undefined,
  met: Met,
): Promise<void> {
  noteOutside(entries, prefix, met);
  for (const { kind, name, path, id } of entries) {
    if (kind !== 'folder' || above.includes(id)) continue;
    const first = met.photos.length;
    await findPhotos({ name, path, id }, `${prefix}${name}/`, above, met);
    const rows = Uint32Array.from({ length: met.photos.length - first }, (_, place) => first + place);
    met.groups.push({ name, split, rows });
  }
}

/** Classes by what is said of files, in whatever folders they lie; photos of which nothing is said are strays. */
async function scanNames(
  folder: Folder,
  classOf: ClassOf,
  prefix: string,
  above: readonly string[],
  split: SplitName | undefined,
  met: Met,
): Promise<void> {
  const first = met.photos.length;
  await findPhotos(folder, prefix, above, met);
  const classes = new Map<string, number[]>();
  for (let row = first; row < met.photos.length; row++) {
    const file = met.photos.file(row);
    const name = classOf(file);
    if (name === undefined) met.stray.push(file);
    else if (!classes.get(name)?.push(row)) classes.set(name, [row]);
  }
  for (const [name, rows] of classes) met.groups.push({ name, split, rows: Uint32Array.from(rows) });
}

/** Takes note of what lies beside the folders of classes or splits. */
function noteOutside(entries: readonly Entry[], prefix: string, { stray, ignored, unreadable }: Met): void {
  for (const entry of entries) {
    const file = prefix + entry.name;
    const reason = hiddenBy(entry);
    if (reason !== undefined) unreadable.push({ folder: file, reason });
    else if (entry.kind !== 'folder') (isPhoto(entry) ? stray : ignored).push(file);
  }
}
