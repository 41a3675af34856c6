/**
 * Words of the shared memory through which threads find work. A job is cut into chunks; chunks have tickets, numbered
 * on from job to job, so that a thread which wakes late can never take a chunk of a job that is over.
 */
export const control = {
  /** Goes up with every job: sleeping threads wait on it. */
  signal: 0,
  /** The next ticket to take. */
  next: 1,
  /** The ticket after the job's last. */
  limit: 2,
  /** Chunks of the job that are done. */
  done: 3,
  /** The job's kernel, by its place in `kernelNames`. */
  kernel: 4,
  /** Tasks a chunk, and of the whole job. */
  chunk: 5,
  tasks: 6,
  /** The job's first ticket. */
  base: 7,
  /** Not 0: threads end. */
  stop: 8,
  /** Not 0: a kernel trapped. */
  failed: 9,
} as const;

export const controlWords = 16;

/** Words of a kernel's arguments. */
export const argumentWords = 32;

/** Our kernels in the binary. */
export const kernelNames = [
  'conv2d',
  'dilate2d',
  'packKernel',
  'conv2dGradKernel',
  'depthwise',
  'depthwiseGradInput',
  'depthwiseGradKernel',
  'copy',
  'elementwise',
  'expand',
  'reluGrad',
  'matmul',
  'avgPool',
  'avgPoolGrad',
  'maxPool',
  'maxPoolGrad',
  'randomUniform',
  'reduce',
  'applyAdadelta',
  'applyAdagrad',
  'applyAdam',
  'applyLion',
  'applyRmsprop',
  'applySgd',
  'averageWeight',
  'decayWeight',
  'winogradPack',
  'winogradConv2d',
  'winogradGradient',
  'winogradUnpack',
] as const;

export type KernelName = (typeof kernelNames)[number];

/** A kernel: arguments' address, first task, task after the last, address of scratch memory. */
export type Kernel = (args: number, begin: number, end: number, scratch: number) => void;

/** The kernels of an instance in the order of `kernelNames`. */
export function kernelsOf(instance: WebAssembly.Instance): readonly Kernel[] {
  return kernelNames.map((name) => {
    const kernel = instance.exports[name];
    if (typeof kernel !== 'function') throw new Error(`the kernels' binary lacks ${name}`);
    return kernel as Kernel;
  });
}

/** Takes chunks until there are none left, and says whether there was one. */
export function work(
  words: Int32Array<SharedArrayBuffer>,
  kernels: readonly Kernel[],
  args: number,
  scratch: number,
): boolean {
  let worked = false;
  for (;;) {
    const ticket = Atomics.load(words, control.next);
    if (((Atomics.load(words, control.limit) - ticket) | 0) <= 0) return worked;
    if (Atomics.compareExchange(words, control.next, ticket, (ticket + 1) | 0) !== ticket) continue;
    worked = true;
    const chunk = Atomics.load(words, control.chunk);
    const begin = ((ticket - Atomics.load(words, control.base)) | 0) * chunk;
    const end = Math.min(begin + chunk, Atomics.load(words, control.tasks));
    try {
      kernels[Atomics.load(words, control.kernel)]?.(args, begin, end, scratch);
    } catch {
      Atomics.store(words, control.failed, 1);
    }
    Atomics.add(words, control.done, 1);
    Atomics.notify(words, control.done);
  }
}
