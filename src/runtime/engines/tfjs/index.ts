import { availableParallelism } from 'node:os';
import type { Engine } from '../engine.ts';
import { CpuDevice } from './cpu/cpu-device.ts';
import { TfjsEngine } from './tfjs-engine.ts';
import type { DeviceLease } from './tfjs-engine.ts';
import { leaseWasmDevice } from './wasm/shared-wasm-device.ts';

/** More threads than this only wait for memory. */
const mostThreads = 8;

/**
 * tfjs's wasm kernels and our own SIMD kernels, which share `threads` threads: by default as many as this machine runs
 * at once. Sessions of one JavaScript thread share a device, opened with the first and closed with the last.
 */
export async function createWasmEngine(options: { threads?: number } = {}): Promise<Engine> {
  const threads = Math.max(1, options.threads ?? Math.min(availableParallelism(), mostThreads));
  // Opened once to learn how many threads start here; given back at once.
  const probe = await leaseWasmDevice(threads);
  const { description } = probe.device;
  await probe.release();
  return new TfjsEngine('wasm', description, () => leaseWasmDevice(threads));
}

/** tfjs's plain JavaScript kernels: slow, simple, the reference for tests. */
export function createCpuEngine(): Promise<Engine> {
  const lease = (): Promise<DeviceLease> => {
    const device = new CpuDevice();
    return Promise.resolve({ device, release: () => device.dispose() });
  };
  return Promise.resolve(new TfjsEngine('cpu', CpuDevice.description, lease));
}
