// @ts-check
/** A project folder with a part of the sample photos: for runs that are to end soon. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @param {string} photos a folder that `netc sample pets` has drawn
 * @param {Readonly<Record<string, number>>} counts photos of each class, by split
 * @returns the folder, a new one, with the photos in its `data/pets`
 */
export function partOfPhotos(photos, counts) {
  const folder = mkdtempSync(join(tmpdir(), 'netc-transfer-'));
  for (const [split, count] of Object.entries(counts))
    for (const name of ['cat', 'dog']) {
      const from = join(photos, split, name);
      const into = join(folder, 'data', 'pets', split, name);
      mkdirSync(into, { recursive: true });
      for (const file of readdirSync(from).sort().slice(0, count)) cpSync(join(from, file), join(into, file));
    }
  return folder;
}
