import { mkdir, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheLimit, evict, keptSegments, totalBytes } from '../data/cache/evict.ts';
import { featureEnding } from './feature-set.ts';

/** Bytes kept at most, on a disk with room for them: a million photos of 64 kB each. */
const mostBytes = 64e9;

/**
 * Makes room for features by removing those that were not used for longest.
 * @param spared paths that stay
 * @param limit of all features together; by default what the disk has room for
 * @returns bytes that may be added: less than `needed` where there is no more
 */
export async function makeRoom(
  root: string,
  needed: number,
  spared: ReadonlySet<string>,
  limit?: number,
): Promise<number> {
  await mkdir(root, { recursive: true });
  const kept = await keptSegments(root, featureEnding);
  const most = limit ?? (await cacheLimit(root, totalBytes(kept), mostBytes));
  const own = kept.filter(({ path }) => spared.has(path));
  // What cannot be had is no reason to remove anything.
  if (most - totalBytes(own) < needed) return most - totalBytes(own);
  const used = await evict(kept, Math.max(0, most - needed), spared);
  await removeEmpty(root);
  return most - used;
}

async function removeEmpty(root: string): Promise<void> {
  for (const name of await readdir(root)) await rmdir(join(root, name)).catch(() => undefined);
}
