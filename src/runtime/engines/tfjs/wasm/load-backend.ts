import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { BackendWasm, setThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import { getKernelsForBackend } from '@tensorflow/tfjs-core';
import type { EmscriptenFactory, EmscriptenModule } from './emscripten-module.ts';
import { withInertThreads } from './inert-threads.ts';

/** tfjs's wasm backend and the memory that it works in. */
export interface LoadedBackend {
  readonly backend: BackendWasm;
  readonly module: EmscriptenModule;
  readonly memory: WebAssembly.Memory;
}

const require = createRequire(import.meta.url);
const folder = '@tensorflow/tfjs-backend-wasm/wasm-out';

const pageBytes = 65536;
const initialPages = (16 * 1024 * 1024) / pageBytes;
const maximumPages = 4 * 1024 * (1024 ** 2 / pageBytes);

/** Warnings of the glue say nothing that its errors do not. */
const quiet = { print: () => undefined, printErr: () => undefined };

/**
 * Loads tfjs's SIMD binary without tfjs's own engine; with `shared`, the threaded one over shared memory, its own
 * threads left out. A JavaScript thread can have one at a time: tfjs's kernels remember the last.
 */
export async function loadBackend(shared: boolean): Promise<LoadedBackend> {
  const name = shared ? 'tfjs-backend-wasm-threaded-simd' : 'tfjs-backend-wasm-simd';
  const wasmBinary = await readFile(require.resolve(`${folder}/${name}.wasm`));
  // The glue of the plain binary serves the SIMD one, too.
  const glue = shared ? name : 'tfjs-backend-wasm';
  const factory = require(`${folder}/${glue}.js`) as EmscriptenFactory;
  const sharedMemory = shared
    ? new WebAssembly.Memory({ initial: initialPages, maximum: maximumPages, shared: true })
    : undefined;
  const module = await withInertThreads(() =>
    factory({ wasmBinary, ...quiet, ...(sharedMemory && { wasmMemory: sharedMemory }) }),
  );
  refuseFailedAllocations(module);
  const memory = sharedMemory ?? exportedMemory(module);
  setThreadsCount(1);
  const backend = new BackendWasm(withTfjsFunctions(module));
  for (const { setupFunc } of getKernelsForBackend('wasm')) setupFunc?.(backend);
  return { backend, module, memory };
}

/** The backend takes address 0, where an allocation failed, for a place to write to. */
function refuseFailedAllocations(module: EmscriptenModule): void {
  // The glue puts the binary's own function in its place at the first call.
  module._free(module._malloc(1));
  const allocate = module._malloc.bind(module);
  module._malloc = (bytes) => {
    // More than an address can say would be taken modulo 2³².
    const address = bytes < maximumPages * pageBytes ? allocate(bytes) : 0;
    if (address === 0 && bytes > 0) {
      throw new Error(`out of memory: WebAssembly has no room for ${bytes} bytes more`);
    }
    return address;
  };
}

function exportedMemory(module: EmscriptenModule): WebAssembly.Memory {
  const memory = Object.values(module.asm).find((value) => value instanceof WebAssembly.Memory);
  if (memory === undefined) throw new Error("tfjs's wasm binary does not export its memory");
  return memory;
}

/** What tfjs's own loader adds before it hands the module to the backend. */
function withTfjsFunctions(module: EmscriptenModule): BackendWasm['wasm'] {
  const tfjs = {
    init: module.cwrap('init', null, []),
    initWithThreadsCount: module.cwrap('init_with_threads_count', null, ['number']),
    getThreadsCount: module.cwrap('get_threads_count', 'number', []),
    registerTensor: module.cwrap('register_tensor', null, ['number', 'number', 'number']),
    disposeData: module.cwrap('dispose_data', null, ['number']),
    dispose: module.cwrap('dispose', null, []),
  };
  return Object.assign(module, { tfjs });
}
