import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { workerUrl } from '../../worker-url.ts';
import type { PhotoFault } from '../photo-problem.ts';
import type { PhotoFile, PhotoSize } from '../photo.ts';
import type { DecodeReply, DecodeRequest } from './messages.ts';

/** The pixels of a photo, or why there are none. */
export type Decoded = Uint8Array<ArrayBuffer> | PhotoFault;

export function isFault(decoded: Decoded): decoded is PhotoFault {
  return !(decoded instanceof Uint8Array);
}

/** Photos given to a thread before it has answered: it never idles, and little is lost if it dies. */
const AHEAD = 4;
/** A thread that dies this often without having decoded anything cannot work on this machine. */
const MOST_FAILURES = 3;
/** More threads than this do not outrun a disk. */
const MOST_WORKERS = 12;

interface Task {
  readonly request: DecodeRequest;
  readonly resolve: (decoded: Decoded) => void;
  readonly reject: (reason: Error) => void;
}

/** A thread and what it was asked, oldest first: it answers in that order. */
interface Crew {
  readonly worker: Worker;
  readonly tasks: Task[];
}

/**
 * Threads that decode photos. They start when the first photo comes and end with `close`; a photo that kills its thread is
 * reported broken and the others go on. Asking for a bounded number of photos at once is the caller's part.
 */
export class DecodePool {
  private readonly size: PhotoSize;
  private readonly most: number;
  private readonly entry: URL;
  private readonly crews: Crew[] = [];
  private readonly waiting: Task[] = [];
  private nextId = 0;
  private failures = 0;
  private closed = false;

  /** @param entry what the threads run */
  constructor(
    size: PhotoSize,
    workers: number = Math.min(availableParallelism(), MOST_WORKERS),
    entry: URL = workerUrl('runtime/data/decode/worker'),
  ) {
    this.size = size;
    this.most = Math.max(1, workers);
    this.entry = entry;
  }

  /** Reads, decodes and resizes one photo. Rejects only when decoding itself cannot work. */
  decode(photo: Pick<PhotoFile, 'path'>): Promise<Decoded> {
    return new Promise((resolve, reject) => {
      if (this.closed) {
        reject(new Error('the decoder was closed'));
        return;
      }
      this.waiting.push({ request: { id: this.nextId++, path: photo.path, size: this.size }, resolve, reject });
      this.dispatch();
    });
  }

  /** Ends the threads; photos still asked for are given up. */
  async close(): Promise<void> {
    this.closed = true;
    this.giveUp(new Error('the decoder was closed'));
    await Promise.all(this.crews.splice(0).map(({ worker }) => worker.terminate()));
  }

  private dispatch(): void {
    while (this.waiting.length > 0) {
      const crew = this.freeCrew();
      const task = crew && this.waiting.shift();
      if (crew === undefined || task === undefined) return;
      if (crew.tasks.push(task) === 1) crew.worker.ref();
      crew.worker.postMessage(task.request);
    }
  }

  /** The least busy thread, or a new one while all are busy and more are allowed. */
  private freeCrew(): Crew | undefined {
    const least = this.crews.reduce<Crew | undefined>(
      (best, crew) => (best === undefined || crew.tasks.length < best.tasks.length ? crew : best),
      undefined,
    );
    if (least !== undefined && (least.tasks.length === 0 || this.crews.length >= this.most))
      return least.tasks.length < AHEAD ? least : undefined;
    return this.start();
  }

  private start(): Crew {
    const worker = new Worker(this.entry);
    const crew: Crew = { worker, tasks: [] };
    worker.on('message', (reply: DecodeReply) => {
      this.failures = 0;
      const task = crew.tasks.shift();
      // An idle thread must not keep the process alive.
      if (crew.tasks.length === 0) worker.unref();
      task?.resolve('fault' in reply ? reply.fault : reply.pixels);
      this.dispatch();
    });
    worker.on('error', (error) => {
      this.lost(crew, error);
    });
    worker.on('exit', (code) => {
      this.lost(crew, new Error(`the decoding thread ended with code ${code}`));
    });
    worker.unref();
    this.crews.push(crew);
    return crew;
  }

  /** A thread is gone: the photo it was at is to blame, the others are asked for again. */
  private lost(crew: Crew, error: Error): void {
    const place = this.crews.indexOf(crew);
    if (place < 0 || this.closed) return;
    this.crews.splice(place, 1);
    this.failures++;
    const [culprit, ...others] = crew.tasks.splice(0);
    if (this.failures >= MOST_FAILURES) {
      culprit?.reject(error);
      for (const task of others) task.reject(error);
      this.giveUp(error);
      return;
    }
    culprit?.resolve({ reason: 'broken', detail: error.message });
    this.waiting.unshift(...others);
    this.dispatch();
  }

  private giveUp(error: Error): void {
    for (const task of [...this.crews.flatMap(({ tasks }) => tasks.splice(0)), ...this.waiting.splice(0)])
      task.reject(error);
  }
}
