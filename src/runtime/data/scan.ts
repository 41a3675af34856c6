import { nameReader } from '../../typecheck/data/name-pattern.ts';
import { splitOfFolder } from '../../typecheck/data/split-folders.ts';
import type { LabelTableSource } from '../../typecheck/typed-module.ts';
import { findPhotos, hiddenBy, isPhoto, type UnreadableFolder } from './find-photos.ts';
import { byCodeUnit } from './file-name.ts';
import { LabelTable } from './label-table.ts';
import { folderAt, listFolder, type Entry, type Folder } from './list-folder.ts';
import { SPLITS, type PhotoFile, type SplitName } from './photo.ts';

/** The photos of one class (in one split, where folders say the split). */
export interface ScannedClass {
  readonly name: string;
  /** Undefined where the classes lie directly in the data folder. */
  readonly split: SplitName | undefined;
  readonly photos: readonly PhotoFile[];
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
  const root = folderAt(folder);
  const nothing = {
    folder,
    folders: [],
    classes: [],
    splits: [],
    groups: [],
    stray: [],
    ignored: [],
    unreadable: [],
  };
  if (root === undefined) return { ...nothing, exists: false };
  const listing = await listFolder(root.path);
  if (listing.error !== undefined)
    return { ...nothing, exists: true, unreadable: [{ folder, reason: listing.error }] };

  const folders = listing.entries.filter(({ kind }) => kind === 'folder').map(({ name }) => name);
  if (layout === 'classes') {
    const part =
      names === undefined
        ? await scanClasses(listing.entries, '', [root.id], undefined)
        : await scanNames({ ...root, name: folder }, names, '', [], undefined);
    return gather({ folder, folders, splits: [] }, [part]);
  }

  const parts: ClassFolders[] = [outsideClasses(listing.entries, '')];
  const splits: SplitName[] = [];
  for (const split of SPLITS) {
    for (const { name, path, id } of foldersOf(listing.entries, split)) {
      if (!splits.includes(split)) splits.push(split);
      if (names !== undefined) {
        parts.push(await scanNames({ name, path, id }, names, `${name}/`, [root.id], split));
        continue;
      }
      const inside = await listFolder(path);
      const unreadable = inside.error === undefined ? [] : [{ folder: name, reason: inside.error }];
      const part = await scanClasses(inside.entries, `${name}/`, [root.id, id], split);
      parts.push({ ...part, unreadable: [...unreadable, ...part.unreadable] });
    }
  }
  return gather({ folder, folders, splits }, parts);
}

type ClassFolders = Pick<Scan, 'groups' | 'stray' | 'ignored' | 'unreadable'>;

/** Two folders of one split (`val` beside `validation`) are both read: which one is meant cannot be known. */
const foldersOf = (entries: readonly Entry[], split: SplitName): readonly Entry[] =>
  entries.filter(({ kind, name }) => kind === 'folder' && splitOfFolder(name) === split);

async function scanClasses(
  entries: readonly Entry[],
  prefix: string,
  above: readonly string[],
  split: SplitName | undefined,
): Promise<ClassFolders> {
  const groups: ScannedClass[] = [];
  const { stray, ignored, unreadable } = outsideClasses(entries, prefix);
  const moreIgnored = [...ignored];
  const moreUnreadable = [...unreadable];
  for (const { kind, name, path, id } of entries) {
    if (kind !== 'folder' || above.includes(id)) continue;
    const found = await findPhotos({ name, path, id }, `${prefix}${name}/`, above);
    groups.push({ name, split, photos: found.photos });
    moreIgnored.push(...found.ignored);
    moreUnreadable.push(...found.unreadable);
  }
  return { groups, stray, ignored: moreIgnored, unreadable: moreUnreadable };
}

/** Classes by what is said of files, in whatever folders they lie; photos of which nothing is said are strays. */
async function scanNames(
  folder: Folder,
  classOf: ClassOf,
  prefix: string,
  above: readonly string[],
  split: SplitName | undefined,
): Promise<ClassFolders> {
  const { photos, ignored, unreadable } = await findPhotos(folder, prefix, above);
  const classes = new Map<string, PhotoFile[]>();
  const stray: string[] = [];
  for (const photo of photos) {
    const name = classOf(photo.file);
    if (name === undefined) stray.push(photo.file);
    else if (!classes.get(name)?.push(photo)) classes.set(name, [photo]);
  }
  const groups = [...classes].map(([name, found]) => ({ name, split, photos: found }));
  return { groups, stray, ignored, unreadable };
}

/** What lies beside the folders of classes or splits. */
function outsideClasses(entries: readonly Entry[], prefix: string): ClassFolders {
  const stray: string[] = [];
  const ignored: string[] = [];
  const unreadable: UnreadableFolder[] = [];
  for (const entry of entries) {
    const file = prefix + entry.name;
    const reason = hiddenBy(entry);
    if (reason !== undefined) unreadable.push({ folder: file, reason });
    else if (entry.kind !== 'folder') (isPhoto(entry) ? stray : ignored).push(file);
  }
  return { groups: [], stray, ignored, unreadable };
}

function gather(found: Pick<Scan, 'folder' | 'folders' | 'splits'>, parts: readonly ClassFolders[]): Scan {
  const groups = parts.flatMap((part) => part.groups);
  return {
    ...found,
    exists: true,
    classes: [...new Set(groups.map(({ name }) => name))].sort(byCodeUnit),
    groups,
    stray: parts.flatMap(({ stray }) => stray),
    ignored: parts.flatMap(({ ignored }) => ignored),
    unreadable: parts.flatMap(({ unreadable }) => unreadable),
  };
}
