import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflateRaw } from 'node:zlib';
import { cacheFolder } from '../../cache-folder.ts';
import { cacheLimit, evict, keptSegments, PART, totalBytes, WHOLE } from '../cache/evict.ts';
import { systemCode } from '../list-folder.ts';
import { ArrayProblem, brokenArray } from './array-problem.ts';
import type { Packing, StoredArray } from './stored-array.ts';

/**
 * An array that lies in a file as it is: unpacked into the cache, where it is packed. What is there already is taken.
 * @throws ArrayProblem NET5211 where it unpacks to another size than its header says, NET5217 where the cache cannot be written
 */
export async function unpacked(array: StoredArray): Promise<StoredArray> {
  const { packed, name } = array;
  if (packed === undefined) return array;
  const path = await keptFile(array, String(packed.at), packed.unpacked, async (part) => {
    const input = createReadStream(array.path, { start: packed.at, end: packed.at + packed.bytes - 1 });
    const output = createWriteStream(part, { flags: 'wx' });
    await pipeline(
      input,
      packed.kind === 'gzip' ? createGunzip() : createInflateRaw(),
      exactly(packed, name),
      output,
    );
  });
  return { ...array, path, packed: undefined };
}

/**
 * A file of the cache that is made of an array, once for each state of the array's own file.
 * @param what tells it from others that are made of the same file
 * @param bytes that it will have: room is made for them
 * @param write fills a new file
 */
export async function keptFile(
  { path: source, name }: StoredArray,
  what: string,
  bytes: number,
  write: (path: string) => Promise<void>,
): Promise<string> {
  const root = join(cacheFolder(), 'arrays');
  const { size, mtimeMs } = await stat(source);
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
  const path = join(
    root,
    digest(dirname(source)),
    `${digest(JSON.stringify([source, size, mtimeMs, what]))}${WHOLE}`,
  );
  const now = new Date();
  // The time of a file says when it was last used: the oldest go first.
  if ((await stat(path).catch(() => undefined))?.size === bytes) {
    await utimes(path, now, now).catch(() => undefined);
    return path;
  }
  const part = `${path.slice(0, -WHOLE.length)}-${randomBytes(8).toString('hex')}${PART}`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const kept = await keptSegments(root);
    await evict(kept, Math.max(0, (await cacheLimit(root, totalBytes(kept))) - bytes), new Set());
    await write(part);
    await rename(part, path);
    return path;
  } catch (thrown) {
    await rm(part, { force: true }).catch(() => undefined);
    throw inWords(thrown, name, root);
  }
}

/** Lets so many bytes through, no more and no fewer. */
function exactly({ unpacked: wanted }: Packing, name: string): Transform {
  let found = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      found += chunk.length;
      if (found > wanted) done(brokenArray(name, { kind: 'long', wanted }));
      else done(null, chunk);
    },
    flush(done) {
      done(found < wanted ? brokenArray(name, { kind: 'short', wanted, found }) : null);
    },
  });
}

function inWords(thrown: unknown, file: string, folder: string): unknown {
  if (thrown instanceof ArrayProblem || !(thrown instanceof Error) || !('code' in thrown)) return thrown;
  if (String(thrown.code).startsWith('Z_'))
    return brokenArray(file, { kind: 'packed', detail: thrown.message });
  return new ArrayProblem({ kind: 'unpack', file, folder, reason: systemCode(thrown) });
}
