import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';

/** Environments with the programs of others, and what makes them. */
const commands = { reference: 'npm run oracles' } as const;

export type PythonEnvironment = keyof typeof commands;

const pythonOf = (name: PythonEnvironment): string =>
  fileURLToPath(new URL(`../../.oracles/${name}/bin/python`, import.meta.url));

/**
 * Describes tests that need the Python of an environment: `reference` has Keras and TensorFlow. Where it is missing the
 * report says so, with the command that makes it; where NETC_REQUIRE_ENGINES is set as well, that is a failure.
 */
export function describeWithPython(name: PythonEnvironment, claim: string, tests: () => void): void {
  if (existsSync(pythonOf(name))) describe(claim, tests);
  else
    describe(claim, () => {
      test(`not tested: the Python of .oracles/${name} is missing, \`${commands[name]}\` makes it`, ({
        skip,
      }) => {
        if (process.env['NETC_REQUIRE_ENGINES'])
          throw new Error(`The Python of .oracles/${name} is missing here: ${commands[name]}`);
        skip();
      });
    });
}

/**
 * Runs a program in Python and waits for it without holding up the process.
 * @param program its file, from the folder of the project
 * @returns what it printed
 * @throws Error with the end of what it complained of, when it fails
 */
export async function python(
  name: PythonEnvironment,
  program: string,
  words: readonly string[],
): Promise<string> {
  const file = fileURLToPath(new URL(`../../${program}`, import.meta.url));
  const child = spawn(pythonOf(name), [file, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '-1' },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve),
  );
  if (code !== 0) throw new Error(`${program} ended with ${code}\n${err.slice(-4000)}`);
  return out;
}
