import { relative } from 'node:path';
import { join } from 'node:path';
import process from 'node:process';
import { sampleDiskFull, sampleFolderNotWritable } from '../../../diagnostics/catalogue/sample.ts';
import { Problem } from '../../problem.ts';
import { plainReason, systemCode } from '../../run-folder/write-whole.ts';
import { checkAgrees, manifestOf, readManifest, writeManifest } from './manifest.ts';
import { type Photo, type Request, checkRequest, inOneLot, photoFile, photosOf } from './request.ts';
import { checkEmpty, missing, prepare } from './stock.ts';
import { checkNoTable, writeTable } from './table-file.ts';

/** Draws photos into a folder, reporting each; stops at the first failure and when `signal` is aborted. */
export type Painter = (
  folder: string,
  photos: readonly Photo[],
  onDrawn: () => void,
  signal: AbortSignal | undefined,
) => Promise<void>;

/** How far a drawing is. */
export interface Progress {
  /** Photos drawn by this call so far, and all that it has to draw. */
  readonly drawn: number;
  readonly wanted: number;
}

/** A photo that could not be saved. */
export class PhotoFailure extends Error {
  readonly photo: Photo;

  constructor(photo: Photo, cause: unknown) {
    super(photoFile(photo), { cause });
    this.photo = photo;
  }
}

/**
 * Makes a folder hold the photos of a request, drawing those that are missing.
 * @returns how many were drawn now: none when they were all there
 * @throws Problem NET7900 to NET7905 or NET7430; what was drawn before it is kept, and the same request goes on from there
 */
export async function fillFolder(
  folder: string,
  asked: Request,
  paint: Painter,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal | undefined,
): Promise<{ readonly drawn: number }> {
  checkRequest(asked);
  signal?.throwIfAborted();
  const request = inOneLot(asked);
  const photos = photosOf(request);
  let drawn = 0;
  let left: readonly Photo[] = photos;
  try {
    const before = await readManifest(folder);
    if (before === undefined) await Promise.all([checkEmpty(folder), checkNoTable(folder, request)]);
    else checkAgrees(folder, manifestOf(request), before);
    left = await missing(folder, photos);
    if (before !== undefined && left.length === 0) {
      await writeTable(folder, before);
      return { drawn };
    }
    await prepare(folder, request);
    // The record comes first, so that an interrupted folder is known for what it is.
    const manifest = manifestOf(request, before);
    await writeManifest(folder, manifest);
    onProgress({ drawn, wanted: left.length });
    await paint(
      folder,
      left,
      () => {
        drawn++;
        onProgress({ drawn, wanted: left.length });
      },
      signal,
    );
    await writeTable(folder, manifest);
  } catch (error) {
    throw explained(folder, error, photos.length - left.length + drawn, photos.length);
  }
  return { drawn };
}

/** A failure in words for a person, where it is of a sort that a person can do something about. */
function explained(folder: string, error: unknown, drawn: number, wanted: number): unknown {
  const failed = error instanceof PhotoFailure ? error : undefined;
  const cause = failed === undefined ? error : failed.cause;
  const code = systemCode(cause);
  if (code === undefined) return failed === undefined ? error : cause;
  const path = shown(failed === undefined ? folder : join(folder, photoFile(failed.photo)));
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new Problem(sampleDiskFull(undefined, { path, drawn, wanted }))
    : new Problem(sampleFolderNotWritable(undefined, { path, reason: plainReason(cause) }));
}

/** A path as the person would write it: from where they are, when it lies below. */
function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near === '' || near.startsWith('..') ? path : near;
}
