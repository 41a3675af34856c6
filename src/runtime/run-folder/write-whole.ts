import { open, rename, rm } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import process from 'node:process';
import { cannotWrite, diskFull, type Saved } from '../../diagnostics/catalogue/run.ts';
import { Problem } from '../problem.ts';

/** What the name of a file ends with while it is being written. */
export const partEnding = '.part';

/** What `writeWhole` does to a disk; the tests put a full one in its place. */
export interface DiskFile {
  write(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

export type OpenFile = (path: string) => Promise<DiskFile>;

/** Opens a new file for writing. */
export const openOnDisk: OpenFile = async (path) => {
  const handle = await open(path, 'w');
  return {
    async write(bytes) {
      let written = 0;
      while (written < bytes.length) {
        const { bytesWritten } = await handle.write(bytes, written, bytes.length - written);
        written += bytesWritten;
      }
    },
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
};

/**
 * Writes a file so that it appears whole or not at all, also when the machine loses its power: to a neighbour first,
 * forced to the disk, then renamed over the old one.
 * @param saved what is safe already, for the message
 * @throws Problem NET7003 when the disk is full, NET7004 otherwise; the file that stood there is untouched.
 */
export async function writeWhole(
  path: string,
  content: string | readonly Uint8Array[],
  openFile: OpenFile = openOnDisk,
  saved?: Saved,
): Promise<void> {
  const file = await openWhole(path, openFile, saved);
  try {
    for (const piece of typeof content === 'string' ? [new TextEncoder().encode(content)] : content)
      await file.write(piece);
  } catch (error) {
    await file.discard();
    throw error;
  }
  await file.finish();
}

/** A file that is being written, and takes its place when it is finished. */
export interface WholeFile {
  /** @throws Problem NET7003 or NET7004 */
  write(bytes: Uint8Array): Promise<void>;
  /** @throws Problem NET7003 or NET7004 */
  finish(): Promise<void>;
  /** Leaves nothing of it; what stood there before is untouched. */
  discard(): Promise<void>;
}

/**
 * Opens a file that is written piece by piece, whole or not at all.
 * @throws Problem NET7003 when the disk is full, NET7004 otherwise
 */
export async function openWhole(
  path: string,
  openFile: OpenFile = openOnDisk,
  saved?: Saved,
): Promise<WholeFile> {
  const temporary = `${path}${partEnding}`;
  const problem = (error: unknown): Problem => writeProblem(relative(process.cwd(), path), error, saved);
  const file = await openFile(temporary).catch((error: unknown) => {
    throw problem(error);
  });
  const discard = async (): Promise<void> => {
    await file.close().catch(() => undefined);
    await rm(temporary, { force: true }).catch(() => undefined);
  };
  return {
    write: (bytes) =>
      file.write(bytes).catch((error: unknown) => {
        throw problem(error);
      }),
    discard,
    finish: async () => {
      try {
        await file.sync();
        await file.close();
        await rename(temporary, path);
        await syncFolder(dirname(path));
      } catch (error) {
        await discard();
        throw problem(error);
      }
    },
  };
}

/** The rename itself must reach the disk; where folders cannot be opened (Windows) the system sees to it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  if (handle === undefined) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}

/** What a failed write means for a person. */
export function writeProblem(path: string, error: unknown, saved?: Saved): Problem {
  if (error instanceof Problem) return error;
  const code = systemCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new Problem(diskFull(undefined, { path, saved }))
    : new Problem(cannotWrite(undefined, { path, reason: plainReason(error), saved }));
}

/** `ENOSPC` and the like, where the system gave one. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'a file stands where a folder is needed',
  EEXIST: 'a file stands where a folder is needed',
  EISDIR: 'it is a folder',
  ENOENT: 'its folder does not exist',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EMFILE: 'too many files are open',
  EIO: 'the disk reported an error',
};

/** The system's error in plain words. */
export function plainReason(error: unknown): string {
  const code = systemCode(error);
  return reasons[code ?? ''] ?? (error instanceof Error ? error.message : String(error));
}
