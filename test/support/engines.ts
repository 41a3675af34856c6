import { describe, test } from 'vitest';
import type { EngineName } from '../../src/runtime/engines/engine.ts';
import { listEngines, type EngineStatus } from '../../src/runtime/engines/registry.ts';

/** The engines that this machine can run. */
export async function availableEngines(): Promise<readonly EngineName[]> {
  return (await listEngines()).filter(({ available }) => available).map(({ name }) => name);
}

/**
 * Describes tests that need an engine. Where it is missing the report says so, with the command that installs it;
 * where NETC_REQUIRE_ENGINES is set as well, that is a failure.
 */
export async function describeWithEngine(name: EngineName, claim: string, tests: () => void): Promise<void> {
  const status = (await listEngines()).find((each) => each.name === name);
  if (status?.available === true) describe(claim, tests);
  else
    describe(claim, () => {
      reportMissing(name, status);
    });
}

function reportMissing(name: EngineName, status: EngineStatus | undefined): void {
  const command = status?.install ?? `netc engine install ${name}`;
  test(`not tested: the ${name} engine is missing, \`${command}\` installs it`, ({ skip }) => {
    if (process.env['NETC_REQUIRE_ENGINES'])
      throw new Error(`The ${name} engine is missing here: ${command}`);
    skip();
  });
}
