import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { workerUrl } from '../../worker-url.ts';
import type { PhotoForm } from '../photo.ts';
import type {
  BatchPart,
  CloseRequest,
  DecodedPhoto,
  DecodeRequest,
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

/** A part of a batch whose memory is taken when the first photo goes to a thread: what waits takes none. */
export type PartToFill = Omit<BatchPart, 'batch'> & { readonly batch: () => Float32Array };

interface Task {
  /** Made when a thread gets it. */
  readonly request: () => WorkRequest;
  /** Of a request to decode, what is asked for. */
  readonly decoding?: Decoding | undefined;
  readonly settle: (reply: WorkReply) => void;
  readonly reject: (reason: Error) => void;
}

/** Some photos that are decoded together. */
interface Decoding {
  readonly photos: readonly PhotoToDecode[];
  readonly part: PartToFill | undefined;
  readonly settle: (decoded: readonly DecodedPhoto[]) => void;
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
   * Reads, decodes and resizes photos, and makes them into a part of a batch, where there is one. Rejects only when decoding itself
   * cannot work.
   * @returns what became of each, in their order
   */
  async decode(photos: readonly PhotoToDecode[], part?: PartToFill): Promise<readonly DecodedPhoto[]> {
    const share = Math.min(Math.ceil(photos.length / this.most), MOST_TOGETHER);
    const messages = Math.ceil(photos.length / share);
    const together = Math.ceil(photos.length / messages);
    const decoded = await Promise.all(
      Array.from({ length: messages }, (_, message) => {
        const first = message * together;
        return this.decodeTogether(photos.slice(first, first + together), cut(part, first, together));
      }),
    );
    return decoded.flat();
  }

  /**
   * Makes photos that are there into a part of a batch, before anything else that waits.
   * @returns those of the photos, by their order, that could not be read
   */
  async fill(photos: readonly PhotoSource[], part: BatchPart): Promise<readonly number[]> {
    const reply = await this.ask({ kind: 'fill', id: this.nextId++, size: this.form.size, photos, part });
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

  private decodeTogether(
    photos: readonly PhotoToDecode[],
    part: PartToFill | undefined,
  ): Promise<readonly DecodedPhoto[]> {
    return new Promise((settle, reject) => {
      this.queue(this.decodeTask({ photos, part, settle, reject }));
    });
  }

  private ask(request: Exclude<WorkRequest, DecodeRequest>): Promise<WorkReply> {
    return new Promise((settle, reject) => {
      // A batch is needed now, a photo later.
      this.queue({ request: () => request, settle, reject }, request.kind === 'fill');
    });
  }

  private queue(task: Task, isUrgent = false): void {
    if (this.closed) {
      task.reject(new Error('the decoder was closed'));
      return;
    }
    if (isUrgent) this.waiting.unshift(task);
    else this.waiting.push(task);
    this.dispatch();
  }

  private dispatch(): void {
    while (this.waiting.length > 0) {
      const crew = this.freeCrew();
      if (crew === undefined) return;
      const task = this.waiting.shift();
      if (task === undefined) return;
      if (crew.tasks.push(task) === 1) crew.worker.ref();
      crew.worker.postMessage(task.request());
    }
  }

  private decodeTask(decoding: Decoding): Task {
    const { photos, part, settle, reject } = decoding;
    const id = this.nextId++;
    return {
      request: () => ({
        kind: 'decode',
        id,
        photos,
        form: this.form,
        part: part && { ...part, batch: part.batch() },
      }),
      decoding,
      settle: (reply) => {
        if ('decoded' in reply) settle(reply.decoded);
        else reject(unexpected(reply));
      },
      reject,
    };
  }

  /** The photos of a request, each asked for by itself. */
  private apart({ photos, part, settle, reject }: Decoding): readonly Task[] {
    const decoded = new Map<number, DecodedPhoto>();
    return photos.map((photo, index) =>
      this.decodeTask({
        photos: [photo],
        part: cut(part, index, 1),
        settle: ([one]) => {
          if (one !== undefined) decoded.set(index, one);
          if (decoded.size === photos.length)
            settle(photos.flatMap((_, number) => decoded.get(number) ?? []));
        },
        reject,
      }),
    );
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
    const decoding = first?.decoding;
    if (decoding !== undefined && decoding.photos.length > 1) {
      // Which of them it was shows when each is asked for by itself.
      this.waiting.unshift(...this.apart(decoding), ...others);
      this.dispatch();
      return;
    }
    this.failures++;
    if (this.failures >= MOST_FAILURES) {
      for (const task of [first, ...others]) task?.reject(error);
      this.giveUp(error);
      return;
    }
    if (decoding !== undefined) decoding.settle([{ fault: { reason: 'broken', detail: error.message } }]);
    else if (first !== undefined) this.waiting.unshift(first);
    this.waiting.unshift(...others);
    this.dispatch();
  }

  private giveUp(error: Error): void {
    for (const task of [...this.crews.flatMap(({ tasks }) => tasks.splice(0)), ...this.waiting.splice(0)])
      task.reject(error);
  }
}

/** What belongs to some of the photos of a part: to so many from the first on. */
function cut(part: PartToFill | undefined, first: number, count: number): PartToFill | undefined {
  return (
    part && {
      ...part,
      numbers: part.numbers.slice(first, first + count),
      places: part.places.slice(first, first + count),
    }
  );
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
