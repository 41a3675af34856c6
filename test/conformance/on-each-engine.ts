import { describe, test } from 'vitest';
import type { Engine, EngineName } from '../../src/runtime/engines/engine.ts';
import { findTensorflow } from '../../src/runtime/engines/install/locate.ts';

/** How each engine is made, and whether this machine has it. Loaded when asked for: an engine is heavy. */
const engines: Readonly<Record<EngineName, { present: () => boolean; create: () => Promise<Engine> }>> = {
  cpu: {
    present: () => true,
    create: async () => (await import('../../src/runtime/engines/tfjs/index.ts')).createCpuEngine(),
  },
  wasm: {
    present: () => true,
    create: async () => (await import('../../src/runtime/engines/tfjs/index.ts')).createWasmEngine(),
  },
  tensorflow: {
    present: () => findTensorflow({ gpu: false }) !== undefined,
    create: async () =>
      (await import('../../src/runtime/engines/tensorflow/tensorflow-engine.ts')).createTensorflowEngine(),
  },
};

/**
 * Describes the same tests once for each engine. An engine that this machine lacks is named in the report with the
 * command that installs it; where NETC_REQUIRE_ENGINES is set, lacking it is a failure.
 */
export function onEachEngine(
  claim: string,
  tests: (engine: () => Promise<Engine>, name: EngineName) => void,
): void {
  for (const name of ['cpu', 'wasm', 'tensorflow'] as const) {
    const { present, create } = engines[name];
    describe(`${name} ${claim}`, () => {
      if (present()) {
        let engine: Promise<Engine> | undefined;
        tests(() => (engine ??= create()), name);
      } else {
        test(`the ${name} engine is not installed: netc engine install`, ({ annotate, skip }) => {
          if (process.env['NETC_REQUIRE_ENGINES']) throw new Error(`The ${name} engine is not installed.`);
          void annotate(`not tested on ${name}: install it with "netc engine install"`);
          skip();
        });
      }
    });
  }
}
