import { totalmem } from 'node:os';
import process from 'node:process';
import { noAmountOfMemory } from '../../diagnostics/catalogue/resilience.ts';
import type { MemoryNeed } from './memory-need.ts';
import type { EngineName } from '../engines/engine.ts';
import { runCommand } from '../engines/install/command.ts';
import { Problem } from '../problem.ts';

/** Whose memory is limited. */
export type MemoryOwner = 'machine' | 'setting' | 'wasm' | 'gpu';

/** An amount of memory that training must fit into. */
export interface MemoryLimit {
  readonly owner: MemoryOwner;
  readonly bytes: number;
  /** Which part of what training needs it is of. */
  readonly part: keyof MemoryNeed;
}

/** What WebAssembly can address; 100 MB of it are for the kernels' own work. */
const wasmBytes = 4 * 1024 ** 3 - 100e6;

/**
 * What a training with an engine must fit into.
 * @throws Problem NET7414 where NETC_MEMORY is no amount
 */
export async function memoryLimits(engine: EngineName, onGpu: boolean): Promise<readonly MemoryLimit[]> {
  const limits: MemoryLimit[] = [ofProcess(process.env['NETC_MEMORY'])];
  if (engine === 'wasm') limits.push({ owner: 'wasm', bytes: wasmBytes, part: 'engine' });
  const gpu = onGpu ? await freeOnGpu() : undefined;
  if (gpu !== undefined) limits.push({ owner: 'gpu', bytes: gpu, part: 'engine' });
  return limits;
}

/** What `NETC_MEMORY` allows, or else what the machine has left, as far as its control group lets the process have it. */
function ofProcess(setting: string | undefined): MemoryLimit {
  if (setting !== undefined && setting !== '')
    return { owner: 'setting', bytes: amountOf(setting), part: 'process' };
  // Elsewhere than on Linux, what is called free leaves out what the system gives back when asked.
  const bytes = process.platform === 'linux' ? process.availableMemory() : totalmem();
  return { owner: 'machine', bytes, part: 'process' };
}

const units: Readonly<Record<string, number>> = {
  MB: 1e6,
  GB: 1e9,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
};

/** `512MB`, `2GB` or `1.5GiB` in bytes. @throws Problem NET7414 */
export function amountOf(text: string): number {
  const [, count = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]+)\s*$/.exec(text) ?? [];
  const factor = units[unit];
  if (factor === undefined) throw new Problem(noAmountOfMemory(undefined, { given: text }));
  return Number(count) * factor;
}

/** Of the first GPU; undefined where its driver does not tell. */
async function freeOnGpu(): Promise<number | undefined> {
  const { status, output } = await runCommand('nvidia-smi', [
    '--query-gpu=memory.free',
    '--format=csv,noheader,nounits',
  ]);
  const mebibytes = Number(output.trim().split('\n')[0]);
  return status === 0 && mebibytes > 0 ? mebibytes * 1024 ** 2 : undefined;
}
