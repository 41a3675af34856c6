import { Worker } from 'node:worker_threads';
import type { GraphKey } from '../../ir/graph-keys.ts';
import type { Arithmetic } from '../../codegen/savedmodel/emit-savedmodel.ts';
import { workerUrl } from '../worker-url.ts';
import { chunks } from './chunks.ts';
import { EngineError, messageOf } from './engine-error.ts';
import type { Engine, EngineName, HostTensor, Session, Tensors } from './engine.ts';
import type { EngineOptions } from './registry.ts';
import { prepareEnvironment } from './tensorflow/environment.ts';
import {
  buffersOf,
  distinctBuffers,
  fromPlainError,
  type Memory,
  type Reply,
  type Task,
  type TaskResult,
  type WorkerStart,
} from './worker-messages.ts';

/** An engine in a thread of its own; the caller's thread stays responsive while it computes. */
export type HostedEngine = Engine & {
  /** Ends the thread after what it is doing; sessions are gone. */
  stop(): Promise<void>;
};

/**
 * Starts an engine in a worker thread. Calls may be made before earlier ones have finished: they queue, and their
 * results come in order. Arrays that are given are copied, so their owner may go on using them.
 * Throws an EngineError where the engine is missing or does not load.
 */
export async function startEngine(name: EngineName, options: EngineOptions = {}): Promise<HostedEngine> {
  // The native library reads the process's environment, of which a worker thread has only a copy.
  if (name === 'tensorflow') prepareEnvironment();
  const start: WorkerStart = { name, options };
  return hostEngine(name, new Worker(workerUrl('runtime/engines/worker'), { workerData: start }));
}

/** The engine of a worker that has just been started and speaks as `worker.ts` does. */
export async function hostEngine(name: EngineName, worker: Worker): Promise<HostedEngine> {
  const thread = new EngineThread(name, worker);
  const description = await thread.ready;
  return {
    name,
    description,
    load: async (program) => {
      const result = await thread.perform({ kind: 'load', program });
      if (result.kind !== 'load')
        throw new EngineError('load', `The ${name} engine did not load the program`);
      return new HostedSession(thread, result.session, result.arithmetic);
    },
    stop: () => thread.stop(),
  };
}

interface Waiting {
  readonly resolve: (result: TaskResult) => void;
  readonly reject: (error: EngineError) => void;
  readonly onMemory: ((memory: Memory) => void) | undefined;
}

/** The worker thread seen from outside: tasks go in, promises come out. */
class EngineThread {
  readonly ready: Promise<string>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #exited: Promise<void>;
  #ended: EngineError | undefined;
  #tasks = 0;

  constructor(name: EngineName, worker: Worker) {
    this.#worker = worker;
    this.ready = new Promise((resolve, reject) => {
      worker.on('message', (reply: Reply) => {
        if (reply.kind === 'ready') resolve(reply.description);
        else if (reply.kind === 'failed') {
          reject(fromPlainError(reply.error));
          void worker.terminate();
        } else this.#settle(reply);
      });
      const end = (reason: string): void => {
        const problem = reason === noMemory ? 'memory' : 'crash';
        this.#ended ??= new EngineError(problem, `The thread of the ${name} engine ended: ${reason}`, {
          hint: 'If memory ran out, use a smaller batch.',
        });
        reject(this.#ended);
        for (const { reject: refuse } of this.#waiting.values()) refuse(this.#ended);
        this.#waiting.clear();
      };
      worker.on('error', (error: unknown) => {
        end(explainEnd(error));
      });
      worker.on('messageerror', (error) => {
        end(messageOf(error));
      });
      worker.on('exit', (code) => {
        end(`it left with exit code ${code}`);
      });
    });
    this.#exited = new Promise((resolve) =>
      worker.once('exit', () => {
        resolve();
      }),
    );
  }

  perform(
    task: Task,
    transfer: ArrayBuffer[] = [],
    onMemory?: (memory: Memory) => void,
  ): Promise<TaskResult> {
    return new Promise((resolve, reject) => {
      if (this.#ended) {
        reject(this.#ended);
        return;
      }
      const id = this.#tasks;
      this.#tasks += 1;
      this.#waiting.set(id, { resolve, reject, onMemory });
      this.#worker.postMessage({ id, task }, transfer);
    });
  }

  async stop(): Promise<void> {
    if (!this.#ended) {
      // A thread that is gone already has nothing left to stop.
      await this.perform({ kind: 'stop' }).catch(() => undefined);
      this.#ended ??= new EngineError('input', 'The engine has been stopped');
    }
    await this.#exited;
  }

  #settle(reply: Extract<Reply, { readonly id: number }>): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.kind === 'refused') {
      waiting?.reject(fromPlainError(reply.error));
      return;
    }
    waiting?.onMemory?.(reply.memory);
    waiting?.resolve(reply.result);
  }
}

const noMemory = 'it ran out of memory';

function explainEnd(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? noMemory : messageOf(error);
}

/** A session whose engine runs in another thread. */
class HostedSession implements Session {
  readonly arithmetic: Arithmetic;
  readonly #thread: EngineThread;
  readonly #session: number;
  #memory: Memory;
  /** Fulfilled when the parts of the latest assignment are all on their way. */
  #sent = Promise.resolve();

  constructor(thread: EngineThread, session: number, arithmetic: Arithmetic) {
    this.arithmetic = arithmetic;
    this.#thread = thread;
    this.#session = session;
  }

  /** Large sets go in parts, so that not everything is in memory twice. */
  assign(values: ReadonlyMap<string, Float32Array>): Promise<void> {
    const before = this.#sent;
    const work = (async (): Promise<void> => {
      await before;
      for (const part of chunks(values, ([, data]) => data.byteLength)) {
        const copies = new Map(part.map(([path, data]) => [path, data.slice()]));
        await this.#perform(
          { kind: 'assign', session: this.#session, values: copies },
          distinctBuffers(copies.values()),
        );
      }
    })();
    this.#sent = work.catch(() => undefined);
    return work;
  }

  async run(graph: GraphKey, feeds: Tensors): Promise<Tensors> {
    // Copied before anything is awaited: the caller may change them as soon as this returns.
    const copies = copyOf(feeds);
    await this.#sent;
    const task = { kind: 'run', session: this.#session, graph, feeds: copies } as const;
    const result = await this.#perform(task, buffersOf(copies));
    return result.kind === 'run' ? result.results : {};
  }

  async read(paths: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
    await this.#sent;
    const result = await this.#perform({ kind: 'read', session: this.#session, paths });
    return result.kind === 'read' ? result.values : new Map();
  }

  /** As of the latest result. */
  memory(): Memory {
    return this.#memory;
  }

  async dispose(): Promise<void> {
    await this.#sent;
    await this.#perform({ kind: 'dispose', session: this.#session });
  }

  #perform(task: Task, transfer: ArrayBuffer[] = []): Promise<TaskResult> {
    return this.#thread.perform(task, transfer, (memory) => {
      this.#memory = memory ?? this.#memory;
    });
  }
}

function copyOf(tensors: Tensors): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]): [string, HostTensor] => [
      name,
      tensor.dtype === 'float32'
        ? { ...tensor, data: tensor.data.slice() }
        : { ...tensor, data: tensor.data.slice() },
    ]),
  );
}
