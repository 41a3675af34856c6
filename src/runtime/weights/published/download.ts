import { mkdir, open, readFile, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { md5Of } from '../digest.ts';
import { partEnding, plainReason, systemCode } from '../../run-folder/write-whole.ts';

/** What is to be had, and where it is to be. */
export interface Download {
  readonly url: string;
  readonly into: string;
  /** Undefined where nobody has published one. */
  readonly md5: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Bytes that are there and, where the server says it, how many there will be. */
  readonly progress?: ((done: number, total: number | undefined) => void) | undefined;
  readonly patience?: Patience;
}

/** How long to wait for a server, in milliseconds. */
export interface Patience {
  /** Without a byte from it, before the connection is given up. */
  readonly stall: number;
  /** Before the second attempt; twice as long before each one after it. */
  readonly pause: number;
  readonly attempts: number;
}

const usualPatience: Patience = { stall: 30_000, pause: 1000, attempts: 5 };

/** Why a download came to nothing. */
export class DownloadError extends Error {
  readonly why: DownloadCause;

  constructor(cause: DownloadCause) {
    super(cause.reason);
    this.name = 'DownloadError';
    this.why = cause;
  }
}

export type DownloadCause =
  | { readonly kind: 'server' | 'connection'; readonly reason: string }
  | { readonly kind: 'disk'; readonly reason: string; readonly error: unknown }
  | {
      readonly kind: 'checksum';
      readonly reason: string;
      readonly expected: string;
      readonly given: string;
      readonly bytes: number;
    };

/**
 * Gets a file whole or not at all. What arrives is kept beside it, so that an attempt goes on where the one before was
 * cut off, in this process or in a later one.
 * @throws DownloadError
 */
export async function download(request: Download): Promise<void> {
  const { into, md5, signal, patience = usualPatience } = request;
  const part = partOf(into);
  await onDisk(mkdir(dirname(into), { recursive: true }));
  for (let attempt = 1; ; attempt++) {
    const last = attempt >= patience.attempts;
    try {
      const resumed = await fetchInto(part, request, patience);
      const given = md5 === undefined ? undefined : await md5Of(part);
      if (given === md5) break;
      const bytes = await sizeOf(part);
      await forget(part);
      // The parts may have been of two files: once more from the beginning.
      if (resumed && !last) continue;
      throw new DownloadError({
        kind: 'checksum',
        reason: 'it is another file',
        expected: md5 ?? '',
        given: given ?? '',
        bytes,
      });
    } catch (error) {
      const mayHelp = error instanceof DownloadError && error.why.kind === 'connection';
      if (!mayHelp || last || signal?.aborted === true) throw error;
      await sleep(patience.pause * 2 ** (attempt - 1), undefined, { signal });
    }
  }
  await onDisk(rename(part, into));
  await rm(markOf(part), { force: true });
}

/** Fetches what is missing of a file; whether some of it was there. */
async function fetchInto(part: string, request: Download, { stall }: Patience): Promise<boolean> {
  const before = await sizeOf(part);
  const mark = before > 0 ? await readFile(markOf(part), 'utf8').catch(() => undefined) : undefined;
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort();
  };
  request.signal?.addEventListener('abort', abort);
  let timer = setTimeout(abort, stall);
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(abort, stall);
  };
  let file: FileHandle | undefined;
  try {
    const response = await fetch(request.url, {
      signal: controller.signal,
      headers: {
        // What a server compresses cannot be counted, nor gone on with.
        'accept-encoding': 'identity',
        // Without its mark nobody knows whether the file has changed since.
        ...(mark !== undefined && { range: `bytes=${before}-`, 'if-range': mark }),
      },
    });
    alive();
    if (response.status === 416) {
      await forget(part);
      throw new DownloadError({ kind: 'connection', reason: 'the server cannot go on where it stopped' });
    }
    if (!response.ok || response.body === null) throw refused(response.status);
    const resumed = response.status === 206 && startOf(response) === before;
    if (response.status === 206 && !resumed) {
      await forget(part);
      throw new DownloadError({
        kind: 'connection',
        reason: 'the server sent another part than was asked for',
      });
    }
    await keepMark(part, response);
    file = await onDisk(open(part, resumed ? 'a' : 'w'));
    let done = resumed ? before : 0;
    const length = Number(response.headers.get('content-length') ?? NaN);
    const total = Number.isFinite(length) ? done + length : undefined;
    request.progress?.(done, total);
    const body: AsyncIterable<Uint8Array> = response.body;
    for await (const chunk of body) {
      alive();
      await onDisk(file.writeFile(chunk));
      done += chunk.length;
      request.progress?.(done, total);
    }
    if (total !== undefined && done !== total)
      throw new DownloadError({ kind: 'connection', reason: 'the connection ended early' });
    await onDisk(file.sync());
    return resumed;
  } catch (error) {
    if (error instanceof DownloadError) throw error;
    if (request.signal?.aborted === true)
      throw new DownloadError({ kind: 'connection', reason: 'it was stopped' });
    throw new DownloadError({ kind: 'connection', reason: reasonOf(error, controller.signal.aborted) });
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', abort);
    await file?.close();
  }
}

/** What has arrived so far of a file. */
export const partOf = (into: string): string => `${into}${partEnding}`;

/** Beside the part: what tells one version of the server's file from another. */
export const markOf = (part: string): string => `${part}.mark`;

async function keepMark(part: string, response: Response): Promise<void> {
  const tag = response.headers.get('etag');
  // A weak tag does not vouch for every byte.
  const mark = tag !== null && !tag.startsWith('W/') ? tag : response.headers.get('last-modified');
  if (mark === null) await rm(markOf(part), { force: true });
  else await onDisk(writeFile(markOf(part), mark));
}

async function forget(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(markOf(part), { force: true });
}

function startOf(response: Response): number | undefined {
  const found = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '');
  return found === null ? undefined : Number(found[1]);
}

function refused(status: number): DownloadError {
  const busy = status === 408 || status === 429 || status >= 500;
  return new DownloadError({ kind: busy ? 'connection' : 'server', reason: `the server answers ${status}` });
}

/** In plain words why a connection failed. */
function reasonOf(error: unknown, stalled: boolean): string {
  if (stalled) return 'the server has stopped answering';
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const known: Readonly<Record<string, string>> = {
    ENOTFOUND: 'its server is not found: is there a network?',
    EAI_AGAIN: 'its server is not found: is there a network?',
    ECONNREFUSED: 'its server refuses the connection',
    ECONNRESET: 'the connection ended early',
    UND_ERR_SOCKET: 'the connection ended early',
    UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the connection ended early',
    ETIMEDOUT: 'its server does not answer',
    UND_ERR_CONNECT_TIMEOUT: 'its server does not answer',
  };
  return known[systemCode(cause) ?? ''] ?? (cause instanceof Error ? cause.message : String(cause));
}

async function onDisk<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new DownloadError({ kind: 'disk', reason: plainReason(error), error });
  }
}

const sizeOf = async (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
