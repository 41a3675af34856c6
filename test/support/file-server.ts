import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a server on loopback answers one request. */
export interface Manner {
  /** In the place of the file. */
  readonly status?: number;
  /** After so many bytes of an answer the connection breaks. */
  readonly cutAfter?: number;
  /** After so many bytes nothing comes any more. */
  readonly stallAfter?: number;
  /** Bytes a piece, and milliseconds before each. */
  readonly slow?: { readonly piece: number; readonly pause: number };
  /** Whether a part can be asked for; it can. */
  readonly ranges?: boolean;
  /** What tells versions of the file apart; null for none. */
  readonly etag?: string | null;
  /** Another file in its place. */
  readonly content?: Buffer;
}

export interface FileServer extends AsyncDisposable {
  readonly url: string;
  /** What was asked for: the path, and from which byte on. */
  readonly asked: readonly { readonly path: string; readonly from: number | undefined }[];
}

/** Serves one file under every path on 127.0.0.1; the first request by the first manner, and the last one for all others. */
export async function serveFile(content: Buffer, manners: readonly Manner[] = [{}]): Promise<FileServer> {
  const asked: { path: string; from: number | undefined }[] = [];
  const server = createServer((request, response) => {
    const manner = manners[Math.min(asked.length, manners.length - 1)] ?? {};
    const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
    asked.push({ path: request.url ?? '', from: from === undefined ? undefined : Number(from) });
    void answer(request, response, content, manner).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  usual: Buffer,
  manner: Manner,
): Promise<void> {
  const { status, ranges = true, etag = '"one"', content = usual } = manner;
  if (status !== undefined) {
    response.writeHead(status).end('no');
    return;
  }
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
  const same = request.headers['if-range'] === undefined || request.headers['if-range'] === etag;
  const start = asked !== undefined && ranges && same ? Number(asked) : 0;
  const headers = {
    'content-length': content.length - start,
    ...(etag !== null && { etag }),
  };
  if (start > 0)
    response.writeHead(206, {
      ...headers,
      'content-range': `bytes ${start}-${content.length - 1}/${content.length}`,
    });
  else response.writeHead(200, headers);
  await send(response, content.subarray(start), manner);
}

async function send(response: ServerResponse, bytes: Buffer, manner: Manner): Promise<void> {
  const { cutAfter = Infinity, stallAfter = Infinity, slow } = manner;
  const end = Math.min(bytes.length, cutAfter, stallAfter);
  const piece = slow?.piece ?? 64 * 1024;
  for (let at = 0; at < end && !response.destroyed; at += piece) {
    if (slow !== undefined) await sleep(slow.pause);
    response.write(bytes.subarray(at, Math.min(at + piece, end)));
  }
  if (stallAfter < bytes.length) return;
  if (cutAfter < bytes.length) {
    // What was written is to arrive before the connection breaks.
    await sleep(50);
    response.destroy();
  } else response.end();
}
