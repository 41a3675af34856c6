import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that hold no programs of the project. */
const skipped: ReadonlySet<string> = new Set(['node_modules', 'runs', 'dist', 'data']);

/** How many files and folders are looked at: a workspace may be a whole disk. */
const most = 2_000;

/** Paths of the `.net` files below some folders, the nearer ones first. */
export function netFilesBelow(folders: readonly string[]): readonly string[] {
  const found: string[] = [];
  const waiting = [...folders];
  for (let looked = 0; looked < most; looked++) {
    const folder = waiting.shift();
    if (folder === undefined) break;
    try {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (entry.name.startsWith('.')) continue;
        if (entry.isDirectory() && !skipped.has(entry.name)) waiting.push(join(folder, entry.name));
        if (entry.isFile() && entry.name.endsWith('.net')) found.push(join(folder, entry.name));
      }
    } catch {
      // A folder that may not be read holds nothing for us.
    }
  }
  return found.slice(0, most);
}
