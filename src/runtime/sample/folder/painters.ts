import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { workerUrl } from '../../worker-url.ts';
import { type Save, drawFile } from './draw-file.ts';
import { type Painter, PhotoFailure } from './fill.ts';
import type { Answer, Order } from './messages.ts';
import type { Photo } from './request.ts';

/** Photos a thread has under way at once: while one waits for the rasteriser, the other is painted. */
const underWay = 2;

/** Room for what a photo leaves behind, so that it is not cleared away several times a photo. */
const resourceLimits = { maxYoungGenerationSizeMb: 64 };

/** Below this many photos, starting threads takes longer than it saves. */
const worthThreads = 12;

/** Draws in this thread, one photo after the other. */
export const paintHere =
  (save?: Save): Painter =>
  async (folder, photos, onDrawn, signal) => {
    for (const photo of photos) {
      signal?.throwIfAborted();
      try {
        await drawFile(folder, photo, save);
      } catch (error) {
        throw new PhotoFailure(photo, error);
      }
      onDrawn();
    }
  };

/** Draws on several threads, as many as there are cores unless said otherwise; 0 draws in this one. */
export function paintOnThreads(threads: number = availableParallelism()): Painter {
  const entry = workerUrl('runtime/sample/folder/painter-worker');
  return async (folder, photos, onDrawn, signal) => {
    const few = photos.length < worthThreads || !existsSync(fileURLToPath(entry));
    if (threads <= 0 || few) return paintHere()(folder, photos, onDrawn, signal);
    const queue = [...photos].reverse();
    const workers = Array.from(
      { length: Math.min(threads, photos.length) },
      () => new Worker(entry, { resourceLimits }),
    );
    try {
      await Promise.all(workers.map((worker) => employ(worker, folder, queue, onDrawn, signal)));
    } finally {
      await Promise.all(workers.map((worker) => worker.terminate()));
    }
  };
}

/** Keeps a thread supplied with photos until none is left, one fails or the drawing is called off. */
function employ(
  worker: Worker,
  folder: string,
  queue: Photo[],
  onDrawn: () => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let open = 0;
    let over = false;
    const finish = (settle: () => void): void => {
      over = true;
      signal?.removeEventListener('abort', abort);
      settle();
    };
    const fail = (error: Error): void => {
      queue.length = 0;
      finish(() => {
        reject(error);
      });
    };
    const abort = (): void => {
      fail(
        signal?.reason instanceof Error ? signal.reason : new Error('called off', { cause: signal?.reason }),
      );
    };
    const next = (): void => {
      if (over) return;
      const photo = queue.pop();
      if (photo !== undefined) {
        open++;
        worker.postMessage({ folder, photo } satisfies Order);
      } else if (open === 0) finish(resolve);
    };
    worker.on('message', (answer: Answer) => {
      if (over) return;
      open--;
      if (answer.failure !== undefined) {
        const { code, message } = answer.failure;
        fail(
          new PhotoFailure(
            answer.photo,
            Object.assign(new Error(message), code === undefined ? {} : { code }),
          ),
        );
        return;
      }
      onDrawn();
      next();
    });
    worker.on('error', (error) => {
      if (!over) fail(error instanceof Error ? error : new Error(String(error)));
    });
    if (signal?.aborted === true) {
      abort();
      return;
    }
    signal?.addEventListener('abort', abort, { once: true });
    for (let i = 0; i < underWay; i++) next();
  });
}
