import { openFolder, type Entry, type Folder } from './list-folder.ts';
import type { PhotoList } from './photo-list.ts';

/** What was met in folders; more comes to it. */
export interface FoundPhotos {
  readonly photos: PhotoList;
  /** Names of files that are not photos by their extension. */
  readonly ignored: string[];
  readonly unreadable: UnreadableFolder[];
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
 * Finds every photo in a folder and its subfolders, in the order of their names, a folder's own before those of its
 * subfolders'.
 * @param prefix what names begin with: the folder's place below the data folder, with its closing `/`, or nothing
 * @param above identities of the folders that lead here: a link back to one of them is not followed
 * @param found takes what is met
 */
export async function findPhotos(
  folder: Folder,
  prefix: string,
  above: readonly string[],
  found: FoundPhotos,
): Promise<void> {
  const opened = await openFolder(folder.path);
  if (opened.error !== undefined) {
    found.unreadable.push({ folder: prefix || folder.name, reason: opened.error });
    return;
  }
  const folders: Folder[] = [];
  for await (const entry of opened.entries) {
    const { kind, name, path, bytes, modified, id } = entry;
    const file = prefix + name;
    const reason = hiddenBy(entry);
    if (isPhoto(entry)) found.photos.add({ file, path, bytes, modified });
    else if (reason !== undefined) found.unreadable.push({ folder: file, reason });
    else if (kind === 'folder') folders.push({ name, path, id });
    else found.ignored.push(file);
  }
  const ancestors = [...above, folder.id];
  for (const inner of folders)
    if (!ancestors.includes(inner.id)) await findPhotos(inner, `${prefix}${inner.name}/`, ancestors, found);
}
