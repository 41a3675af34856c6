import { parentPort, workerData } from 'node:worker_threads';
import { control, kernelsOf, work } from './pool-control.ts';

/** What a thread of the pool starts with: addresses are in the shared memory. */
export interface KernelWorkerData {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: number;
  readonly controlWords: number;
  readonly args: number;
  readonly scratch: number;
}

/** Looks for work before a thread goes to sleep: about the time that it takes to wake one. */
const patience = 2000;

function serve(data: KernelWorkerData): void {
  const { module, memory, args, scratch } = data;
  const { buffer } = memory;
  if (!(buffer instanceof SharedArrayBuffer)) throw new Error('the memory is not shared');
  const words = new Int32Array(buffer, data.control, data.controlWords);
  const kernels = kernelsOf(new WebAssembly.Instance(module, { env: { memory } }));
  parentPort?.postMessage('ready');
  while (Atomics.load(words, control.stop) === 0) {
    const signal = Atomics.load(words, control.signal);
    let idle = 0;
    while (idle < patience) idle = work(words, kernels, args, scratch) ? 0 : idle + 1;
    Atomics.wait(words, control.signal, signal);
  }
}

// The pool is the only one that starts this file.
serve(workerData as KernelWorkerData);
