import { parentPort } from 'node:worker_threads';
import { faultOf } from '../photo-problem.ts';
import { decodePhoto } from './decode-photo.ts';
import type { DecodeReply, DecodeRequest } from './messages.ts';
import { FileReader } from './read-photo.ts';

/**
 * Native memory of a photo is given back between turns of the event loop only: without one, a queue of photos would all stay.
 */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** Entry of a decoding thread: photos in, pixels out, one after another. */
if (parentPort !== null) {
  const port = parentPort;
  const reader = new FileReader();
  // The reader's memory is shared by all photos, so the next one waits for the one before.
  let last: Promise<void> = Promise.resolve();

  const decode = async ({ id, path, size }: DecodeRequest): Promise<void> => {
    try {
      const pixels = await decodePhoto(reader.read(path), size);
      port.postMessage({ id, pixels } satisfies DecodeReply, [pixels.buffer]);
    } catch (thrown) {
      port.postMessage({ id, fault: faultOf(thrown) } satisfies DecodeReply);
    }
  };
  port.on('message', (request: DecodeRequest) => {
    last = last.then(() => decode(request)).then(turn);
  });
}
