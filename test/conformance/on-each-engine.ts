import type { Engine, EngineName } from '../../src/runtime/engines/engine.ts';
import { describeWithEngine } from '../support/engines.ts';

/** How each engine is made. Loaded when asked for: an engine is heavy. */
const create: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  cpu: async () => (await import('../../src/runtime/engines/tfjs/index.ts')).createCpuEngine(),
  wasm: async () => (await import('../../src/runtime/engines/tfjs/index.ts')).createWasmEngine(),
  tensorflow: async () =>
    (await import('../../src/runtime/engines/tensorflow/tensorflow-engine.ts')).createTensorflowEngine(),
};

/** Describes the same tests once for each engine; one that this machine lacks is named in the report. */
export async function onEachEngine(
  claim: string,
  tests: (engine: () => Promise<Engine>, name: EngineName) => void,
): Promise<void> {
  for (const name of ['cpu', 'wasm', 'tensorflow'] as const) {
    let engine: Promise<Engine> | undefined;
    await describeWithEngine(name, `${name} ${claim}`, () => {
      tests(() => (engine ??= create[name]()), name);
    });
  }
}
