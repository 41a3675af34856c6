import { parentPort } from 'node:worker_threads';
import { loadJpegDecoder } from '../decode/decode-jpeg.ts';
import { countLevels } from './count-levels.ts';
import { decodePhotos } from './decode-photos.ts';
import { fillPart } from './fill-part.ts';
import type { CloseRequest, Ready, WorkReply, WorkRequest } from './messages.ts';

async function work(request: WorkRequest): Promise<WorkReply> {
  const { id } = request;
  try {
    switch (request.kind) {
      case 'decode':
        return { id, decoded: await decodePhotos(request) };
      case 'fill':
        return { id, unread: fillPart(request) };
      case 'count':
        return { id, levels: countLevels(request) };
    }
  } catch (thrown) {
    return { id, failure: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** Entry of a thread that makes batches: it does what it is asked, one after another. */
if (parentPort !== null) {
  const port = parentPort;
  // Loaded before the first photo comes.
  void loadJpegDecoder().then(() => {
    port.postMessage({ kind: 'ready' } satisfies Ready);
  });
  // The reader's memory is shared by all photos, so the next one waits for the one before.
  let last: Promise<void> = Promise.resolve();
  port.on('message', (request: WorkRequest | CloseRequest) => {
    if (request.kind === 'close') {
      void Promise.allSettled([last, loadJpegDecoder()]).then(() => {
        port.close();
      });
      return;
    }
    last = last
      .then(() => work(request))
      .then((reply) => {
        port.postMessage(reply);
      });
  });
}
