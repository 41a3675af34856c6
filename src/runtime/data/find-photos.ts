import { listFolder, type Entry, type Folder } from './list-folder.ts';
import type { PhotoFile } from './photo.ts';

/** Photos below a folder, and what else was met on the way. */
export interface FoundPhotos {
  /** In the order of their names, a folder's own before those of its subfolders'. */
  readonly photos: readonly PhotoFile[];
  /** Names of files that are not photos by their extension. */
  readonly ignored: readonly string[];
  readonly unreadable: readonly UnreadableFolder[];
}

/** A folder that is there and cannot be read, with the system's code for why. */
export interface UnreadableFolder {
  readonly folder: string;
  readonly reason: string;
}

/** Names that are taken for photos; what is in the file decides how it is read. */
const EXTENSION = /\.(jpe?g|png|webp|gif|bmp|tiff?)$/i;

/** What is called as a photo is one, though it be a link that leads nowhere or a pipe: why it cannot be read is said by its name. */
export function isPhoto({ kind, name }: Pick<Entry, 'kind' | 'name'>): boolean {
  return kind !== 'folder' && EXTENSION.test(name);
}

/** Links that lead nowhere, or back to themselves: nothing is hidden by them. */
const DEAD: readonly (string | undefined)[] = ['ENOENT', 'ENOTDIR', 'ELOOP'];

/** Why it cannot be known whether there is a folder, with whatever is in it; undefined where it can. */
export function hiddenBy(entry: Entry): string | undefined {
  return isPhoto(entry) || DEAD.includes(entry.error) ? undefined : entry.error;
}

/**
 * Every photo in a folder and its subfolders.
 * @param prefix what names begin with: the folder's place below the data folder, with its closing `/`, or nothing
 * @param above identities of the folders that lead here: a link back to one of them is not followed
 */
export async function findPhotos(
  folder: Folder,
  prefix: string,
  above: readonly string[],
): Promise<FoundPhotos> {
  const listing = await listFolder(folder.path);
  if (listing.error !== undefined)
    return {
      photos: [],
      ignored: [],
      unreadable: [{ folder: prefix || folder.name, reason: listing.error }],
    };
  const photos: PhotoFile[] = [];
  const ignored: string[] = [];
  const unreadable: UnreadableFolder[] = [];
  const ancestors = [...above, folder.id];
  for (const entry of listing.entries) {
    const { kind, name, path, bytes, modified } = entry;
    const file = prefix + name;
    const reason = hiddenBy(entry);
    if (isPhoto(entry)) photos.push({ file, path, bytes, modified });
    else if (reason !== undefined) unreadable.push({ folder: file, reason });
    else if (kind !== 'folder') ignored.push(file);
  }
  for (const { kind, name, path, id } of listing.entries) {
    if (kind !== 'folder' || ancestors.includes(id)) continue;
    const below = await findPhotos({ name, path, id }, `${prefix}${name}/`, ancestors);
    photos.push(...below.photos);
    ignored.push(...below.ignored);
    unreadable.push(...below.unreadable);
  }
  return { photos, ignored, unreadable };
}
