import { parentPort } from 'node:worker_threads';
import { faultOf } from '../photo-problem.ts';
import { pixelBytes } from '../photo.ts';
import { jpegDecoder } from '../decode/decode-jpeg.ts';
import { decodePhoto } from '../decode/decode-photo.ts';
import { FileReader } from '../decode/read-photo.ts';
import { countLevels } from './count-levels.ts';
import { fillPart } from './fill-part.ts';
import type { CloseRequest, DecodeRequest, WorkReply, WorkRequest } from './messages.ts';

/**
 * Native memory of a photo is given back between turns of the event loop only: without one, a queue of photos would all stay.
 */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

// Loaded before the first photo comes.
void jpegDecoder();

const reader = new FileReader();

async function decode({ id, path, form }: DecodeRequest): Promise<WorkReply> {
  try {
    // Shared: it is written to the cache and made into a batch at the same time, and nobody copies it.
    const pixels = new Uint8Array(new SharedArrayBuffer(pixelBytes(form.size)));
    return { id, pixels: await decodePhoto(reader.read(path), form, pixels) };
  } catch (thrown) {
    return { id, fault: faultOf(thrown) };
  }
}

async function work(request: WorkRequest): Promise<WorkReply> {
  if (request.kind === 'decode') return decode(request);
  try {
    return request.kind === 'fill'
      ? { id: request.id, unread: fillPart(request) }
      : { id: request.id, levels: countLevels(request) };
  } catch (thrown) {
    return { id: request.id, failure: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** Entry of a thread that makes batches: it does what it is asked, one after another. */
if (parentPort !== null) {
  const port = parentPort;
  // The reader's memory is shared by all photos, so the next one waits for the one before.
  let last: Promise<void> = Promise.resolve();
  port.on('message', (request: WorkRequest | CloseRequest) => {
    if (request.kind === 'close') {
      void Promise.allSettled([last, jpegDecoder()]).then(() => {
        port.close();
      });
      return;
    }
    last = last
      .then(() => work(request))
      .then((reply) => {
        port.postMessage(reply);
        return turn();
      });
  });
}
