import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** SHA-256 of a file's bytes; of a folder, of its files and their names in the order of the names. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  if ((await stat(path)).isDirectory()) await addFolder(hash, path, '');
  else await addFile(hash, path);
  return hash.digest('hex');
}

/** MD5 of a file's bytes, in hexadecimal: what Keras publishes of its weights. */
export async function md5Of(path: string): Promise<string> {
  const hash = createHash('md5');
  await addFile(hash, path);
  return hash.digest('hex');
}

async function addFolder(hash: Hash, path: string, name: string): Promise<void> {
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = `${name}${entry.name}`;
    if (entry.isDirectory()) await addFolder(hash, join(path, entry.name), `${inner}/`);
    if (!entry.isFile()) continue;
    hash.update(`${inner}\0`);
    await addFile(hash, join(path, entry.name));
  }
}

async function addFile(hash: Hash, path: string): Promise<void> {
  // In large pieces: by far the most of the time goes into asking for them.
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
    hash.update(chunk as Uint8Array);
}
