import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import { systemCode } from '../../run-folder/write-whole.ts';
import { drawFile } from './draw-file.ts';
import type { Answer, Order } from './messages.ts';

// The threads share the cores already; libvips must not multiply them.
sharp.concurrency(1);
sharp.cache(false);

parentPort?.on('message', ({ folder, photo }: Order) => {
  drawFile(folder, photo).then(
    () => {
      parentPort?.postMessage({ photo } satisfies Answer);
    },
    (error: unknown) => {
      const code = systemCode(error);
      const message = error instanceof Error ? error.message : String(error);
      parentPort?.postMessage({
        photo,
        failure: { message, ...(code !== undefined && { code }) },
      } satisfies Answer);
    },
  );
});
