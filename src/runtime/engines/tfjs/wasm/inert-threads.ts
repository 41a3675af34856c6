import workerThreads from 'node:worker_threads';

interface LoadMessage {
  readonly cmd: string;
}

/**
 * Stands for a thread of tfjs's threaded binary, and says at once that it is ready. The binary wants eight of them
 * when it starts, whose script does not run in Node; with one thread in its pool it never gives them work.
 */
class InertWorker {
  onmessage: ((event: { readonly data: LoadMessage }) => void) | undefined;

  postMessage({ cmd }: LoadMessage): void {
    if (cmd === 'load') queueMicrotask(() => this.onmessage?.({ data: { cmd: 'loaded' } }));
  }

  on(): void {
    // Nothing ever happens to it.
  }

  unref(): void {
    // It does not keep the process alive.
  }

  terminate(): void {
    // It does not run.
  }
}

/**
 * Calls `start`, during which `new Worker` gives threads that do nothing. What the glue puts in their place, a global
 * `Worker` and listeners that turn every unhandled rejection into a crash, is taken away again.
 */
export function withInertThreads<T>(start: () => T): T {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => new Set<unknown>(process.listeners(event as 'uncaughtException')));
  const globalWorker = Object.getOwnPropertyDescriptor(globalThis, 'Worker');
  const { Worker } = workerThreads;
  Reflect.set(workerThreads, 'Worker', InertWorker);
  try {
    return start();
  } finally {
    Reflect.set(workerThreads, 'Worker', Worker);
    if (globalWorker === undefined) Reflect.deleteProperty(globalThis, 'Worker');
    else Object.defineProperty(globalThis, 'Worker', globalWorker);
    for (const [index, event] of events.entries()) {
      for (const listener of process.listeners(event as 'uncaughtException')) {
        if (before[index]?.has(listener) !== true) process.removeListener(event, listener);
      }
    }
  }
}
