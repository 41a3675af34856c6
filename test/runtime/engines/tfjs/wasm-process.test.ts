import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageFolder } from '../../../../src/runtime/package-folder.ts';

const run = promisify(execFile);
const compiled = pathToFileURL(join(packageFolder(), 'dist/runtime/engines/tfjs/index.js')).href;

const predict = {
  name: 'predict',
  nodes: [
    {
      kind: 'input',
      inputs: [],
      attributes: { name: 'x' },
      type: { dtype: 'float32', shape: [-1, 100_000] },
      origin: { path: 'x', file: 'test.net', line: 1 },
    },
    {
      kind: 'relu_grad',
      inputs: [0, 0],
      attributes: {},
      type: { dtype: 'float32', shape: [-1, 100_000] },
      origin: { path: 'y', file: 'test.net', line: 1 },
    },
  ],
  outputs: { y: 1 },
  updates: [],
};
const program = { variables: [], phases: [], predict };

/** Runs one op on two threads and says how it went; `end` is what happens then. */
const script = (end: string): string => `
  const { createWasmEngine } = await import(${JSON.stringify(compiled)});
  const before = [process.listenerCount('uncaughtException'), process.listenerCount('unhandledRejection')];
  const engine = await createWasmEngine({ threads: 2 });
  const session = await engine.load(${JSON.stringify(program)});
  const x = { dtype: 'float32', shape: [1, 100000], data: new Float32Array(100000).fill(2) };
  const { y } = await session.run('predict', { x });
  const after = [process.listenerCount('uncaughtException'), process.listenerCount('unhandledRejection')];
  console.log(JSON.stringify({
    description: engine.description, sum: y.data.reduce((a, b) => a + b, 0), before, after,
    worker: typeof globalThis.Worker,
  }));
  ${end}
`;

async function outputOf(source: string): Promise<{ readonly [name: string]: unknown }> {
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', source], {
    timeout: 50_000,
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as { readonly [name: string]: unknown };
}

describe('a process with the wasm engine', () => {
  test.each([
    ['after dispose', 'await session.dispose();'],
    ['without dispose', ''],
  ])('ends by itself, says nothing and leaves nothing behind: %s', async (_, end) => {
    const { description, sum, before, after, worker } = await outputOf(script(end));
    expect(description).toContain('2 threads');
    expect(sum).toBe(200_000);
    expect(after).toEqual(before);
    expect(worker).toBe('undefined');
  });

  test('runs in a worker thread', async () => {
    const inside = script('await session.dispose();');
    const source = `
      const { Worker } = await import('node:worker_threads');
      new Worker(new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(inside)})));
    `;
    const { description, sum } = await outputOf(source);
    expect(description).toContain('2 threads');
    expect(sum).toBe(200_000);
  });

  test('ends when its worker thread is terminated in the middle', async () => {
    const inside = script('setInterval(() => undefined, 1000);');
    const source = `
      const { Worker } = await import('node:worker_threads');
      const worker = new Worker(
        new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(inside)})), { stdout: true },
      );
      worker.stdout.once('data', async (text) => { process.stdout.write(text); await worker.terminate(); });
    `;
    expect((await outputOf(source))['sum']).toBe(200_000);
  });
});
