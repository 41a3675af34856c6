import { readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** Name endings of whole segments and of those in the making. */
export const WHOLE = '.pixels';
export const PART = '.part';

/** What a segment in the making that nobody has written to for so long is worth: its process is gone. */
const STALE_MILLISECONDS = 6 * 60 * 60 * 1000;
/** Bytes kept at most, on a disk with room for them: 237,000 photos of 150×150. */
const MOST_BYTES = 16e9;
/** Part of the room on the disk that the cache may take. */
const SHARE_OF_DISK = 0.5;

/** A segment in the cache, and when it was last used (milliseconds since 1970). */
export interface Kept {
  readonly path: string;
  readonly bytes: number;
  readonly used: number;
}

/**
 * How much a cache may hold: a fixed limit, and never more than half of the room there is.
 * @param most the limit
 */
export async function cacheLimit(folder: string, used: number, most = MOST_BYTES): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.min(most, (bavail * bsize + used) * SHARE_OF_DISK);
}

/**
 * Every segment in a cache, those longest unused first; parts that nobody writes any more are removed.
 * @param whole what the names of its segments end with
 */
export async function keptSegments(root: string, whole = WHOLE): Promise<readonly Kept[]> {
  const kept: Kept[] = [];
  for (const folder of await readdir(root, { withFileTypes: true })) {
    if (!folder.isDirectory()) continue;
    for (const name of await readdir(join(root, folder.name)).catch(() => [])) {
      const path = join(root, folder.name, name);
      const status = await stat(path).catch(() => undefined);
      if (status === undefined) continue;
      if (name.endsWith(whole)) kept.push({ path, bytes: status.size, used: status.mtimeMs });
      else if (name.endsWith(PART) && Date.now() - status.mtimeMs > STALE_MILLISECONDS)
        await rm(path, { force: true }).catch(() => undefined);
    }
  }
  return kept.sort((a, b) => a.used - b.used);
}

export function totalBytes(kept: readonly Kept[]): number {
  return kept.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * Makes room by removing the segments longest unused. A process that reads one keeps what it has open.
 * @param spared paths that stay
 * @returns bytes that the cache holds afterwards
 */
export async function evict(
  kept: readonly Kept[],
  most: number,
  spared: ReadonlySet<string>,
): Promise<number> {
  let total = totalBytes(kept);
  for (const { path, bytes } of kept) {
    if (total <= most) break;
    if (spared.has(path)) continue;
    const removed = await rm(path).then(
      () => true,
      () => false,
    );
    if (removed) total -= bytes;
  }
  return total;
}
