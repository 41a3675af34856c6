import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { workerUrl } from '../../worker-url.ts';
import type { PhotoPlace } from '../decode/photo-pixels.ts';
import type { PhotoForm } from '../photo.ts';
import type {
  CloseRequest,
  DecodedPhoto,
  DecodeRequest,
  FilePlace,
  FillRequest,
  PhotoSource,
  PhotoToDecode,
  Ready,
  WorkReply,
  WorkRequest,
} from './messages.ts';

/** What is given to a thread before it has answered: it never idles, and little is lost if it dies. */
const AHEAD = 3;
/** Photos that a thread decodes for one message: a message for each would cost a tenth of decoding it. */
const MOST_TOGETHER = 8;
/** A thread that dies this often without having answered anything cannot work on this machine. */
const MOST_FAILURES = 3;
/** More threads than this do not outrun a disk. */
const MOST_WORKERS = 12;

interface Task {
  readonly request: WorkRequest;
  /** Of a request to decode, those that wait for it. */
  readonly photos: readonly WaitingPhoto[];
  readonly settle: (reply: WorkReply) => void;
  readonly reject: (reason: Error) => void;
}

/** A photo that waits to be decoded. */
interface WaitingPhoto {
  readonly photo: PhotoToDecode;
  readonly settle: (decoded: DecodedPhoto) => void;
  readonly reject: (reason: Error) => void;
}

/** A thread and what it was asked, oldest first: it answers in that order. */
interface Crew {
  readonly worker: Worker;
  readonly tasks: Task[];
  /** Settled when it can work, or has ended. */
  readonly ready: Promise<void>;
}

/**
 * Threads that decode photos and make batches of them. They start with `start` or when the first work comes, and end with `close`; a photo that
 * kills its thread is reported broken and the others go on. Asking for a bounded amount of work at once is the caller's part.
 */
export class WorkPool {
  readonly form: PhotoForm;
  /** Threads at most. */
  readonly most: number;
  private readonly entry: URL;
  private readonly crews: Crew[] = [];
  private readonly waiting: Task[] = [];
  /** Photos that are in no request yet; those asked for in one turn of the event loop come into the same ones. */
  private readonly photos: WaitingPhoto[] = [];
  private gathering: NodeJS.Immediate | undefined;
  private nextId = 0;
  private failures = 0;
  private closed = false;

  /** @param entry what the threads run */
  constructor(
    form: PhotoForm,
    workers: number = Math.min(availableParallelism(), MOST_WORKERS),
    entry: URL = workerUrl('runtime/data/workers/worker'),
  ) {
    this.form = form;
    this.most = Math.max(1, workers);
    this.entry = entry;
  }

  /** Starts all threads, and waits until they have loaded what they need; one that cannot shows when it is to work. */
  async start(): Promise<void> {
    while (!this.closed && this.crews.length < this.most) this.startCrew();
    await Promise.all(
      this.crews.map(async ({ worker, ready, tasks }) => {
        worker.ref();
        await ready;
        if (tasks.length === 0) worker.unref();
      }),
    );
  }

  /**
   * Reads, decodes and resizes one photo. Rejects only when decoding itself cannot work.
   * @param place where its pixels are to be written
   */
  decode({ path, element }: PhotoPlace, place?: FilePlace): Promise<DecodedPhoto> {
    return new Promise((settle, reject) => {
      if (this.closed) {
        reject(new Error('the decoder was closed'));
        return;
      }
      this.photos.push({ photo: { path, element, place }, settle, reject });
      this.gathering ??= setImmediate(() => {
        this.gathering = undefined;
        this.dispatch();
      });
    });
  }

  /**
   * Fills a part of a batch, before anything else that waits.
   * @returns numbers of photos in the request that could not be read
   */
  async fill(part: Omit<FillRequest, 'kind' | 'id' | 'size'>): Promise<readonly number[]> {
    const reply = await this.ask({ kind: 'fill', id: this.nextId++, size: this.form.size, ...part });
    if ('unread' in reply) return reply.unread;
    throw unexpected(reply);
  }

  /** How often each grey level is met in some photos: 256 numbers for each channel. */
  async count(photos: readonly PhotoSource[]): Promise<Uint32Array> {
    const reply = await this.ask({ kind: 'count', id: this.nextId++, size: this.form.size, photos });
    if ('levels' in reply) return reply.levels;
    throw unexpected(reply);
  }

  /** Ends the threads; work still asked for is given up. */
  async close(): Promise<void> {
    this.closed = true;
    this.giveUp(new Error('the decoder was closed'));
    await Promise.all(this.crews.splice(0).map(({ worker }) => ended(worker)));
  }

  private ask(request: Exclude<WorkRequest, DecodeRequest>): Promise<WorkReply> {
    return new Promise((settle, reject) => {
      if (this.closed) {
        reject(new Error('the decoder was closed'));
        return;
      }
      const task = { request, photos: [], settle, reject };
      // A batch is needed now, a photo later.
      if (request.kind === 'fill') this.waiting.unshift(task);
      else this.waiting.push(task);
      this.dispatch();
    });
  }

  private dispatch(): void {
    while (this.waiting.length + this.photos.length > 0) {
      const crew = this.freeCrew();
      if (crew === undefined) return;
      const task = this.waiting.shift() ?? this.together();
      if (crew.tasks.push(task) === 1) crew.worker.ref();
      crew.worker.postMessage(task.request);
    }
  }

  /** Takes as many of the waiting photos as every thread can have. */
  private together(): Task {
    const share = Math.ceil(this.photos.length / this.most);
    return this.decodeTask(this.photos.splice(0, Math.min(share, MOST_TOGETHER)));
  }

  private decodeTask(photos: readonly WaitingPhoto[]): Task {
    return {
      request: {
        kind: 'decode',
        id: this.nextId++,
        photos: photos.map(({ photo }) => photo),
        form: this.form,
      },
      photos,
      settle: (reply) => {
        for (const [number, { settle, reject }] of photos.entries()) {
          const decoded = 'decoded' in reply ? reply.decoded[number] : undefined;
          if (decoded === undefined) reject(unexpected(reply));
          else settle(decoded);
        }
      },
      reject: (reason) => {
        for (const { reject } of photos) reject(reason);
      },
    };
  }

  /** The least busy thread, or a new one while all are busy and more are allowed. */
  private freeCrew(): Crew | undefined {
    const least = this.crews.reduce<Crew | undefined>(
      (best, crew) => (best === undefined || crew.tasks.length < best.tasks.length ? crew : best),
      undefined,
    );
    if (least !== undefined && (least.tasks.length === 0 || this.crews.length >= this.most))
      return least.tasks.length < AHEAD ? least : undefined;
    return this.startCrew();
  }

  private startCrew(): Crew {
    const worker = new Worker(this.entry);
    const ready = new Promise<void>((resolve) => {
      for (const event of ['message', 'exit'])
        worker.once(event, () => {
          resolve();
        });
    });
    const crew: Crew = { worker, tasks: [], ready };
    worker.on('message', (reply: WorkReply | Ready) => {
      if ('kind' in reply) return;
      this.failures = 0;
      const task = crew.tasks.shift();
      // An idle thread must not keep the process alive.
      if (crew.tasks.length === 0) worker.unref();
      task?.settle(reply);
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

  /** A thread is gone: the photo it was at is to blame, everything else is asked for again. */
  private lost(crew: Crew, error: Error): void {
    const place = this.crews.indexOf(crew);
    if (place < 0 || this.closed) return;
    this.crews.splice(place, 1);
    const [first, ...others] = crew.tasks.splice(0);
    const photos = first?.photos ?? [];
    if (photos.length > 1) {
      // Which of them it was shows when each is asked for by itself.
      this.waiting.unshift(...photos.map((photo) => this.decodeTask([photo])), ...others);
      this.dispatch();
      return;
    }
    this.failures++;
    if (this.failures >= MOST_FAILURES) {
      for (const task of [first, ...others]) task?.reject(error);
      this.giveUp(error);
      return;
    }
    const [culprit] = photos;
    if (culprit !== undefined) culprit.settle({ fault: { reason: 'broken', detail: error.message } });
    else if (first !== undefined) this.waiting.unshift(first);
    this.waiting.unshift(...others);
    this.dispatch();
  }

  private giveUp(error: Error): void {
    for (const task of [...this.crews.flatMap(({ tasks }) => tasks.splice(0)), ...this.waiting.splice(0)])
      task.reject(error);
    for (const { reject } of this.photos.splice(0)) reject(error);
  }
}

function unexpected(reply: WorkReply): Error {
  return new Error('failure' in reply ? reply.failure : 'the decoding thread answered something else');
}

/** A thread that does not end by itself in this time is ended. */
const patienceMilliseconds = 2000;

/** Lets a thread end by itself: a native module whose loading is cut off takes the whole process with it. */
async function ended(worker: Worker): Promise<void> {
  const exited = new Promise<void>((resolve) =>
    worker.once('exit', () => {
      resolve();
    }),
  );
  worker.postMessage({ kind: 'close' } satisfies CloseRequest);
  const timer = setTimeout(() => void worker.terminate(), patienceMilliseconds);
  await exited;
  clearTimeout(timer);
}
