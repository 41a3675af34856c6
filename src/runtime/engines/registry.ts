import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { EngineError } from './engine-error.ts';
import type { Engine, EngineName } from './engine.ts';
import { findTensorflow } from './install/locate.ts';
import { hasNvidiaGpu } from './install/requirements.ts';

/** How to make an engine; each is loaded only when it is wanted, because all of them are heavy. */
export interface EngineOptions {
  /** For wasm: how many threads its kernels use. */
  readonly threads?: number;
}

const creators: Readonly<Record<EngineName, (options: EngineOptions) => Promise<Engine>>> = {
  tensorflow: async () => (await import('./tensorflow/tensorflow-engine.ts')).createTensorflowEngine(),
  wasm: async (options) => (await import('./tfjs/index.ts')).createWasmEngine(options),
  cpu: async () => (await import('./tfjs/index.ts')).createCpuEngine(),
};

/** Makes an engine in this thread. Throws an EngineError where it is missing or does not load. */
export function createEngine(name: EngineName, options: EngineOptions = {}): Promise<Engine> {
  return creators[name](options);
}

/** Whether an engine can be used on this machine, as far as that can be told without loading it. */
export interface EngineStatus {
  readonly name: EngineName;
  readonly available: boolean;
  /** Of the library that computes. */
  readonly version?: string;
  readonly device?: 'GPU' | 'CPU';
  /** Why it is not available, or what would be better than what is. */
  readonly note?: string;
  /** The command that installs it, where it is not there or where a GPU lies idle. */
  readonly install?: string;
}

/** All engines, the fastest first. */
export async function listEngines(): Promise<readonly EngineStatus[]> {
  return [
    await tensorflowStatus(),
    packaged('wasm', '@tensorflow/tfjs-backend-wasm'),
    packaged('cpu', '@tensorflow/tfjs-backend-cpu'),
  ];
}

const INSTALL = 'netc engine install tensorflow';

async function tensorflowStatus(): Promise<EngineStatus> {
  const gpu = await hasNvidiaGpu();
  const found = findTensorflow({ gpu });
  if (!found) {
    return { name: 'tensorflow', available: false, note: 'not installed', install: INSTALL };
  }
  const status: EngineStatus = {
    name: 'tensorflow',
    available: true,
    device: gpu && found.device === 'gpu' ? 'GPU' : 'CPU',
    ...(found.version !== undefined && { version: found.version }),
  };
  if (!gpu || found.device === 'gpu') return status;
  return {
    ...status,
    note: 'this machine has an NVIDIA GPU, and the library for the CPU is installed',
    install: `${INSTALL} --device gpu`,
  };
}

function packaged(name: 'wasm' | 'cpu', packageName: string): EngineStatus {
  try {
    const path = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
    const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const version =
      typeof manifest === 'object' && manifest !== null && 'version' in manifest
        ? manifest.version
        : undefined;
    return {
      name,
      available: true,
      device: 'CPU',
      ...(typeof version === 'string' && { version }),
    };
  } catch {
    return { name, available: false, note: `${packageName} is not there`, install: 'npm install' };
  }
}

/** Which engine to use, and why in a few words. */
export interface EngineChoice {
  readonly name: EngineName;
  readonly reason: string;
}

/** The order of preference of `auto`; `cpu` is a reference and never chosen by itself. */
const automatic: readonly EngineName[] = ['tensorflow', 'wasm'];

/** Throws an EngineError where the engine asked for is not available, or none is. */
export async function chooseEngine(
  wanted: EngineName | 'auto',
  statuses?: readonly EngineStatus[],
): Promise<EngineChoice> {
  const engines = statuses ?? (await listEngines());
  if (wanted !== 'auto') {
    const status = engines.find(({ name }) => name === wanted);
    if (status?.available === true) return { name: wanted, reason: 'asked for' };
    throw missing(wanted, status);
  }
  for (const name of automatic) {
    const status = engines.find((each) => each.name === name);
    if (status?.available !== true) continue;
    const better = automatic.slice(0, automatic.indexOf(name)).map((each) => `${each} is not installed`);
    const what = status.device === 'GPU' ? 'the fastest, on the GPU' : 'the fastest on a CPU';
    return { name, reason: better.length > 0 ? better.join(', ') : what };
  }
  throw missing(
    'wasm',
    engines.find(({ name }) => name === 'wasm'),
  );
}

function missing(name: EngineName, status: EngineStatus | undefined): EngineError {
  return new EngineError('missing', `The ${name} engine is not available: ${status?.note ?? 'unknown'}`, {
    hint: status?.install === undefined ? undefined : `Run \`${status.install}\`.`,
  });
}
