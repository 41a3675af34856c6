import { Worker } from 'node:worker_threads';
import { workerUrl } from '../../../worker-url.ts';
import type { EmscriptenModule } from './emscripten-module.ts';
import { kernelBinaries } from './generated/kernel-binaries.ts';
import type { KernelWorkerData } from './kernel-worker.ts';
import type { LoadedBackend } from './load-backend.ts';
import { argumentWords, control, controlWords, kernelNames, kernelsOf, work } from './pool-control.ts';
import type { Kernel, KernelName } from './pool-control.ts';

/** Bytes of scratch memory a thread: what the kernels expect. */
const scratchBytes = 655_360;

/** Chunks a thread and job: few enough to cost nothing, enough that a slow thread does not hold up the others. */
const chunksPerThread = 8;

/** How often the caller looks whether the others are done before it sleeps. */
const patience = 20_000;

const startTimeout = 10_000;

/** One call of a kernel: its arguments word by word, and into how many tasks it falls. */
export interface KernelCall {
  readonly kernel: KernelName;
  readonly words: readonly number[];
  readonly tasks: number;
  /** Tasks at a time at most, where more would not fit a core's cache. */
  readonly chunk?: number;
}

/** Runs our SIMD kernels over the backend's memory, on this thread and on those of the pool. */
export class KernelPool {
  readonly #module: EmscriptenModule;
  readonly #memory: WebAssembly.Memory;
  readonly #kernels: readonly Kernel[];
  readonly #compiled: WebAssembly.Module;
  readonly #control: number;
  readonly #args: number;
  readonly #scratch: number;
  #zeros = { address: 0, bytes: 0 };
  #workers: readonly Worker[] = [];
  #owned: number[] = [];

  private constructor({ module, memory }: LoadedBackend) {
    this.#module = module;
    this.#memory = memory;
    this.#compiled = compileKernels(memory.buffer instanceof SharedArrayBuffer);
    this.#kernels = kernelsOf(new WebAssembly.Instance(this.#compiled, { env: { memory } }));
    this.#control = this.allocate(controlWords * 4);
    this.#args = this.allocate(argumentWords * 4);
    this.#scratch = this.allocate(scratchBytes);
    new Int32Array(memory.buffer, this.#control, controlWords).fill(0);
  }

  /** With fewer threads where not all of them start; with one where the memory is not shared. */
  static async start(loaded: LoadedBackend, threads: number): Promise<KernelPool> {
    const pool = new KernelPool(loaded);
    if (loaded.memory.buffer instanceof SharedArrayBuffer) {
      const started = await Promise.all(Array.from({ length: threads - 1 }, () => pool.#startWorker()));
      pool.#workers = started.filter((worker) => worker !== undefined);
    }
    return pool;
  }

  get threads(): number {
    return this.#workers.length + 1;
  }

  /** Runs a kernel to its end. @throws Error where it traps */
  run({ kernel, words, tasks, chunk: atMost = Infinity }: KernelCall): void {
    if (tasks <= 0) return;
    const { buffer } = this.#memory;
    new Int32Array(buffer, this.#args, argumentWords).set(words);
    const index = kernelNames.indexOf(kernel);
    const chunk = Math.min(atMost, Math.ceil(tasks / (this.threads * chunksPerThread)));
    if (tasks <= chunk || !(buffer instanceof SharedArrayBuffer)) {
      for (let begin = 0; begin < tasks; begin += chunk) {
        this.#kernels[index]?.(this.#args, begin, Math.min(tasks, begin + chunk), this.#scratch);
      }
      return;
    }
    const state = new Int32Array(buffer, this.#control, controlWords);
    const chunks = Math.ceil(tasks / chunk);
    const base = Atomics.load(state, control.next);
    Atomics.store(state, control.done, 0);
    Atomics.store(state, control.kernel, index);
    Atomics.store(state, control.chunk, chunk);
    Atomics.store(state, control.tasks, tasks);
    Atomics.store(state, control.base, base);
    // From here on the others may begin.
    Atomics.store(state, control.limit, (base + chunks) | 0);
    Atomics.add(state, control.signal, 1);
    Atomics.notify(state, control.signal);
    work(state, this.#kernels, this.#args, this.#scratch);
    waitForOthers(state, chunks);
    if (Atomics.load(state, control.failed) !== 0) throw new Error(`the kernel ${kernel} trapped`);
  }

  /** The address of at least so many bytes that are 0. */
  zeros(bytes: number): number {
    if (bytes > this.#zeros.bytes) {
      const address = this.allocate(bytes);
      new Uint8Array(this.#memory.buffer, address, bytes).fill(0);
      this.#zeros = { address, bytes };
    }
    return this.#zeros.address;
  }

  /** Memory for as long as the pool lives. */
  allocate(bytes: number): number {
    const address = this.#module._malloc(bytes) >>> 0;
    this.#owned.push(address);
    return address;
  }

  async dispose(): Promise<void> {
    const { buffer } = this.#memory;
    if (buffer instanceof SharedArrayBuffer) {
      const state = new Int32Array(buffer, this.#control, controlWords);
      Atomics.store(state, control.stop, 1);
      Atomics.add(state, control.signal, 1);
      Atomics.notify(state, control.signal);
    }
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
    this.#workers = [];
    for (const address of this.#owned) this.#module._free(address);
    this.#owned = [];
  }

  /** A thread that is ready, or nothing. */
  #startWorker(): Promise<Worker | undefined> {
    const data: KernelWorkerData = {
      module: this.#compiled,
      memory: this.#memory,
      control: this.#control,
      controlWords,
      args: this.#args,
      scratch: this.allocate(scratchBytes),
    };
    return new Promise((resolve) => {
      const worker = new Worker(workerUrl('runtime/engines/tfjs/wasm/kernel-worker'), {
        workerData: data,
        execArgv: [],
      });
      const give = (result: Worker | undefined): void => {
        clearTimeout(timer);
        worker.removeAllListeners();
        // Whatever happens to it later must not be an uncaught error of this thread.
        worker.on('error', () => undefined);
        worker.unref();
        if (result === undefined) void worker.terminate();
        resolve(result);
      };
      const timer = setTimeout(() => {
        give(undefined);
      }, startTimeout);
      worker.once('message', () => {
        give(worker);
      });
      worker.once('error', () => {
        give(undefined);
      });
    });
  }
}

/** Looks for a while, then sleeps until chunks in other threads' hands are done. */
function waitForOthers(state: Int32Array<SharedArrayBuffer>, chunks: number): void {
  for (let look = 0; ; look++) {
    const done = Atomics.load(state, control.done);
    if (done === chunks) return;
    if (look > patience) Atomics.wait(state, control.done, done, 100);
  }
}

/** Our kernels for this kind of memory, with fused multiply-adds where this engine has them. */
function compileKernels(shared: boolean): WebAssembly.Module {
  const bytes = (base64: string): Buffer<ArrayBuffer> => Buffer.from(base64, 'base64');
  const relaxed = bytes(shared ? kernelBinaries.sharedRelaxed : kernelBinaries.plainRelaxed);
  if (WebAssembly.validate(relaxed)) return new WebAssembly.Module(relaxed);
  return new WebAssembly.Module(bytes(shared ? kernelBinaries.shared : kernelBinaries.plain));
}
