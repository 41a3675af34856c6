import { statSync, type Stats } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { byCodeUnit, fileNameOf, joinPath } from './file-name.ts';

/** A folder that is being looked through. `id` tells it from every other, however it is reached. */
export interface Folder {
  readonly name: string;
  readonly path: string | Buffer;
  readonly id: string;
}

/** A file or folder inside one. */
export interface Entry {
  readonly name: string;
  readonly path: string | Buffer;
  /** Undefined for what is neither, or cannot be looked at. */
  readonly kind: 'file' | 'folder' | undefined;
  /** The system's code for why it cannot be looked at: `ENOENT` of a link that leads nowhere. */
  readonly error?: string;
  readonly bytes: number;
  readonly modified: number;
  /** Of folders alone. */
  readonly id: string;
}

/** What a folder holds, looked at one after another; or the system's code for why it cannot be read (`EACCES`). */
export type OpenFolder =
  { readonly entries: AsyncIterable<Entry>; readonly error?: undefined } | { readonly error: string };

/** What a folder holds, or the system's code for why it cannot be read (`EACCES`). */
export type Listing =
  | { readonly entries: readonly Entry[]; readonly error?: undefined }
  | { readonly entries: readonly []; readonly error: string };

/** Made by archivers and desktops, never meant as data. */
const isHidden = (name: string): boolean => name.startsWith('.') || name === '__MACOSX';

/** Files looked at before others get their turn: one after another is ten times as fast as many promises. */
const TOGETHER = 256;

/**
 * Names and kinds in a folder, sorted by code unit; hidden ones left out, links followed. Nothing is kept of what was
 * looked at: folders of photos are large.
 */
export async function openFolder(path: string | Buffer): Promise<OpenFolder> {
  try {
    const names = await readdir(path, 'latin1');
    return { entries: looked(path, names) };
  } catch (thrown) {
    return { error: systemCode(thrown) };
  }
}

/** As `openFolder`, with all that it holds. */
export async function listFolder(path: string | Buffer): Promise<Listing> {
  const opened = await openFolder(path);
  if (opened.error !== undefined) return { entries: [], error: opened.error };
  const entries: Entry[] = [];
  for await (const entry of opened.entries) entries.push(entry);
  return { entries };
}

async function* looked(
  path: string | Buffer,
  names: readonly string[],
): AsyncGenerator<Entry, void, undefined> {
  const files = names.map(fileNameOf).filter(({ text }) => !isHidden(text));
  files.sort((a, b) => byCodeUnit(a.text, b.text));
  for (const [index, { text, exact }] of files.entries()) {
    if (index % TOGETHER === TOGETHER - 1) await turn();
    yield look(text, joinPath(path, exact));
  }
}

/** The folder at a path; undefined when there is none. */
export function folderAt(path: string): Folder | undefined {
  const entry = look(path, path);
  return entry.kind === 'folder' ? { name: path, path, id: entry.id } : undefined;
}

function look(name: string, path: string | Buffer): Entry {
  try {
    const status = statSync(path);
    const kind = kindOf(status);
    return {
      name,
      path,
      kind,
      bytes: status.size,
      modified: status.mtimeMs,
      id: kind === 'folder' ? `${status.dev}:${status.ino}` : '',
    };
  } catch (thrown) {
    return { name, path, kind: undefined, error: systemCode(thrown), bytes: 0, modified: 0, id: '' };
  }
}

function kindOf(status: Stats): Entry['kind'] {
  if (status.isDirectory()) return 'folder';
  return status.isFile() ? 'file' : undefined;
}

/** The system's name for an error; the message where it has none. */
export function systemCode(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.message;
}
