import { lstat, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { exportIsThere } from '../../diagnostics/catalogue/exports.ts';
import { Problem } from '../problem.ts';
import {
  openOnDisk,
  systemCode,
  writeProblem,
  writeWhole,
  type OpenFile,
} from '../run-folder/write-whole.ts';
import { exportRecordFile } from './export-record.ts';

export interface FolderFile {
  /** Relative, with `/` between its parts. */
  readonly path: string;
  readonly content: string | readonly Uint8Array[];
}

/** What stands where an export is to be. */
type Standing = 'nothing' | 'export' | 'other';

/**
 * Refuses a place where something stands that may not be replaced.
 * @param shown the folder as messages show it
 * @throws Problem NET7300 for an export without `force`, and for whatever is no export
 */
export async function mayWriteFolder(folder: string, shown: string, force: boolean): Promise<void> {
  const standing = await whatStands(folder);
  if (standing === 'nothing' || (standing === 'export' && force)) return;
  throw new Problem(exportIsThere(undefined, { folder: shown, isExport: standing === 'export' }));
}

async function whatStands(folder: string): Promise<Standing> {
  try {
    const names = await readdir(folder);
    if (names.length === 0) return 'nothing';
    return names.includes(exportRecordFile) ? 'export' : 'other';
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'nothing';
    // A file stands here, or further up, where it is for the writing to say so.
    return lstat(folder).then(
      () => 'other',
      () => 'nothing',
    );
  }
}

/**
 * Writes a folder so that it appears whole or not at all: beside its place first, then renamed. What stood there
 * before, which `mayWriteFolder` has allowed to be replaced, goes when the new one is complete.
 * @throws Problem NET7003 when the disk is full, NET7004 otherwise; what stood there is as it was
 */
export async function writeFolder(
  folder: string,
  shown: string,
  files: readonly FolderFile[],
  openFile: OpenFile = openOnDisk,
): Promise<void> {
  let beside: string | undefined;
  try {
    await mkdir(dirname(folder), { recursive: true });
    beside = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
    const made = join(beside, 'new');
    await mkdir(made);
    for (const { path, content } of files) {
      const place = join(made, ...path.split('/'));
      await mkdir(dirname(place), { recursive: true });
      await writeWhole(place, content, openFile);
    }
    await moveAside(folder, join(beside, 'old'));
    await rename(made, folder);
  } catch (error) {
    throw writeProblem(shown, error);
  } finally {
    if (beside !== undefined) await rm(beside, { recursive: true, force: true });
  }
}

async function moveAside(folder: string, aside: string): Promise<void> {
  await rename(folder, aside).catch((error: unknown) => {
    if (systemCode(error) !== 'ENOENT') throw error;
  });
}
