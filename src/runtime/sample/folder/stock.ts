import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleFolderTaken } from '../../../diagnostics/catalogue/sample.ts';
import { Problem } from '../../problem.ts';
import { systemCode } from '../../run-folder/write-whole.ts';
import { unfinished } from './draw-file.ts';
import { type Photo, type Request, classesOf, photoFile, photoPlace, splits } from './request.ts';

/** Files that systems put into folders by themselves. */
const ignored = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

async function listing(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/**
 * Makes sure that a folder without a record of ours is empty.
 * @throws Problem NET7900 when it holds anything
 */
export async function checkEmpty(folder: string): Promise<void> {
  const found = (await listing(folder)).filter((name) => !ignored.has(name));
  if (found.length === 0) return;
  const shown = found.slice(0, 3).join(', ') + (found.length > 3 ? ` and ${found.length - 3} more` : '');
  throw new Problem(sampleFolderTaken(undefined, { folder, found: shown }));
}

/** The photos that are not in the folder yet. A file without a byte in it (a crash can leave one) is not a photo. */
export async function missing(folder: string, photos: readonly Photo[]): Promise<readonly Photo[]> {
  const folders = new Set(photos.map((photo) => photoPlace(photo)));
  const there = new Set<string>();
  for (const name of folders) {
    const files = await listing(join(folder, name));
    await Promise.all(
      files.map(async (file) => {
        const { size } = await stat(join(folder, name, file));
        if (size > 0) there.add(name === '' ? file : `${name}/${file}`);
      }),
    );
  }
  return photos.filter((photo) => !there.has(photoFile(photo)));
}

/** Makes the folders of every class in the splits that are wanted, and clears away what an interruption left half written. */
export async function prepare(folder: string, request: Request): Promise<void> {
  const { kind, counts } = request;
  for (const split of splits.filter((each) => counts[each] > 0)) {
    for (const className of classesOf(request)) {
      const place = join(folder, photoPlace({ kind, split, className }));
      await mkdir(place, { recursive: true });
      for (const file of await listing(place)) {
        if (file.endsWith(unfinished)) await rm(join(place, file), { force: true });
      }
    }
  }
}
