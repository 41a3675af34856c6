import type { Engine } from '../../../../src/runtime/engines/engine.ts';
import { createCpuEngine, createWasmEngine } from '../../../../src/runtime/engines/tfjs/index.ts';

/** Both engines, wasm alone and with a pool of threads. */
export const engines: readonly (readonly [string, () => Promise<Engine>])[] = [
  ['cpu', createCpuEngine],
  ['wasm, 1 thread', () => createWasmEngine({ threads: 1 })],
  ['wasm, 3 threads', () => createWasmEngine({ threads: 3 })],
];
