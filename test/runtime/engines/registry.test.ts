import { describe, expect, test } from 'vitest';
import { chooseEngine, listEngines, type EngineStatus } from '../../../src/runtime/engines/registry.ts';

const wasm: EngineStatus = { name: 'wasm', available: true, device: 'CPU' };
const cpu: EngineStatus = { name: 'cpu', available: true, device: 'CPU' };
const tensorflow = (more: Partial<EngineStatus>): EngineStatus => ({
  name: 'tensorflow',
  available: true,
  device: 'CPU',
  ...more,
});
const absent = tensorflow({
  available: false,
  note: 'not installed',
  install: 'netc engine install tensorflow',
});

describe('choosing an engine', () => {
  test('takes tensorflow where it is', async () => {
    expect(await chooseEngine('auto', [tensorflow({}), wasm, cpu])).toEqual({
      name: 'tensorflow',
      reason: 'the fastest on a CPU',
    });
    expect(await chooseEngine('auto', [tensorflow({ device: 'GPU' }), wasm, cpu])).toEqual({
      name: 'tensorflow',
      reason: 'the fastest, on the GPU',
    });
  });

  test('takes wasm where it is not, and says so', async () => {
    expect(await chooseEngine('auto', [absent, wasm, cpu])).toEqual({
      name: 'wasm',
      reason: 'tensorflow is not installed',
    });
  });

  test('takes the one asked for', async () => {
    expect(await chooseEngine('cpu', [tensorflow({}), wasm, cpu])).toEqual({
      name: 'cpu',
      reason: 'asked for',
    });
  });

  test('says how to install the one asked for', async () => {
    await expect(chooseEngine('tensorflow', [absent, wasm, cpu])).rejects.toMatchObject({
      problem: 'missing',
      message: 'The tensorflow engine is not available: not installed',
      hint: 'Run `netc engine install tensorflow`.',
    });
  });
});

test('the engines of this machine, with their versions', async () => {
  const engines = await listEngines();
  expect(engines.map(({ name }) => name)).toEqual(['tensorflow', 'wasm', 'cpu']);
  for (const { name, available, version, install } of engines) {
    if (name !== 'tensorflow') expect(available).toBe(true);
    if (available) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    else expect(install).toContain('netc engine install');
  }
});
