import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import {
  cannotDownload,
  downloadStopped,
  noPublishedWeights,
  wrongChecksum,
} from '../../../diagnostics/catalogue/pretrained.ts';
import type { Span } from '../../../source/span.ts';
import type { WeightRequest } from '../../../ir/program.ts';
import { withLock } from '../../with-lock.ts';
import { Problem } from '../../problem.ts';
import { writeProblem } from '../../run-folder/write-whole.ts';
import { download, DownloadError, partOf, type Patience } from './download.ts';
import { addressOf, cachedPath, fileName, published, type Published } from './published.ts';

/** Who wants to hear of a download, and may end it. */
export interface Getting {
  /** Told once, before the first byte. */
  readonly begins?: ((url: string) => void) | undefined;
  /** Told once, where another process is at it. */
  readonly waits?: ((file: string) => void) | undefined;
  readonly progress?: ((file: string, done: number, total: number | undefined) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly patience?: Patience | undefined;
}

/**
 * The published file for a block of the standard library; undefined where the cache has none.
 * @throws Problem NET7224 where nobody has published any
 */
export function cachedFor(request: PublishedRequest, span: Span | undefined): string | undefined {
  return variantsFor(request, span).map(cachedPath).find(existsSync);
}

type PublishedRequest = Pick<WeightRequest, 'block' | 'from' | 'top' | 'weights'>;

/** The files that serve a block, the best one first: what has the top serves a block without it, too. */
function variantsFor(
  { block, from, top, weights }: PublishedRequest,
  span: Span | undefined,
): readonly Published[] {
  const own = published.filter((each) => each.block === block && from.startsWith('std/'));
  if (own.length === 0) {
    const known = [...new Set(published.map((each) => each.block))];
    throw new Problem(noPublishedWeights(span, { name: weights, block, known }));
  }
  return top === false
    ? [...own].sort((a, b) => Number(a.top) - Number(b.top))
    : own.filter((each) => each.top);
}

/**
 * The published file for a block of the standard library, downloaded where the cache has none. Two processes that want
 * the same file download it once.
 * @throws Problem NET7224 where nobody has published any, NET7225 or NET7226 where it cannot be had, NET7229 where it was stopped
 */
export async function getPublished(
  request: PublishedRequest,
  span: Span | undefined,
  getting: Getting,
): Promise<string> {
  const cached = cachedFor(request, span);
  if (cached !== undefined) return cached;
  const [wanted] = variantsFor(request, span);
  if (wanted === undefined) throw new Error(`no variant of ${request.block}`);
  const into = cachedPath(wanted);
  const url = addressOf(wanted);
  try {
    await withLock(
      `${into}.lock`,
      async () => {
        if (existsSync(into)) return;
        getting.begins?.(url);
        await download({
          ...{ url, into, md5: wanted.md5, signal: getting.signal },
          progress: (done, total) => getting.progress?.(into, done, total),
          ...(getting.patience && { patience: getting.patience }),
        });
      },
      { signal: getting.signal, onWait: () => getting.waits?.(fileName(wanted)) },
    );
  } catch (error) {
    if (getting.signal?.aborted === true) throw await stopped(url, into, span);
    throw problemOf(error, { url, into, name: wanted.name, span });
  }
  return into;
}

/** What to say where a person ended it. */
async function stopped(url: string, into: string, span: Span | undefined): Promise<Problem> {
  const part = await stat(partOf(into)).catch(() => undefined);
  return new Problem(downloadStopped(span, { url, bytes: part?.size ?? 0 }));
}

function problemOf(
  error: unknown,
  {
    url,
    into,
    name,
    span,
  }: { readonly url: string; readonly into: string; readonly name: string; readonly span: Span | undefined },
): unknown {
  if (!(error instanceof DownloadError)) return writeProblem(into, error);
  const cause = error.why;
  if (cause.kind === 'disk') return writeProblem(into, cause.error);
  if (cause.kind === 'checksum') {
    const { expected, given, bytes } = cause;
    return new Problem(wrongChecksum(span, { path: url, expected, given, bytes }));
  }
  return new Problem(cannotDownload(span, { url, reason: cause.reason, name, into }));
}
