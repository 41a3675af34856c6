/** Why a photo cannot be used. The words for each are in the catalogue of diagnostics. */
export type PhotoReason =
  | 'missing'
  | 'unreadable'
  | 'empty'
  | 'html'
  | 'text'
  | 'not-a-photo'
  | 'truncated'
  | 'too-large'
  | 'beyond-white'
  | 'broken';

/** What is wrong with a file's content, without saying which file. Plain data: it comes from worker threads. */
export interface PhotoFault {
  readonly reason: PhotoReason;
  /** What the decoder or the operating system said. */
  readonly detail: string;
}

/** A photo that is left out, and why. */
export interface PhotoProblem extends PhotoFault {
  readonly file: string;
  /** Of the table that names it, as spreadsheets count. */
  readonly row?: number | undefined;
}

/** What is wrong with a photo, with what names it. */
export function problemOf(
  { file, row }: Pick<PhotoProblem, 'file' | 'row'>,
  fault: PhotoFault,
): PhotoProblem {
  return { file, ...(row !== undefined && { row }), ...fault };
}

/** Thrown inside the decoder; nobody outside the decoder sees it. */
export class PhotoFaultError extends Error {
  readonly fault: PhotoFault;

  constructor(reason: PhotoReason, detail = '') {
    super(`${reason}: ${detail}`);
    this.name = 'PhotoFaultError';
    this.fault = { reason, detail };
  }
}

const MISSING = new Set(['ENOENT', 'ENOTDIR']);

/** The fault that stands for whatever was thrown while a photo was read or decoded. */
export function faultOf(thrown: unknown): PhotoFault {
  if (thrown instanceof PhotoFaultError) return thrown.fault;
  if (!(thrown instanceof Error)) return { reason: 'broken', detail: String(thrown) };
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  if (code !== undefined && 'syscall' in thrown)
    return { reason: MISSING.has(code) ? 'missing' : 'unreadable', detail: code };
  return { reason: 'broken', detail: thrown.message.split('\n')[0] ?? '' };
}
