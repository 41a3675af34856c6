import { describe, expect, test } from 'vitest';
import { GraphBuilder } from '../../../../src/ir/graph-builder.ts';
import { BATCH } from '../../../../src/ir/op-graph.ts';
import type { HostTensor, Session } from '../../../../src/runtime/engines/engine.ts';
import { engines } from './engines.ts';
import { graphProgram } from './graph-program.ts';

const origin = { path: 'model', file: 'test.net', line: 7 };

/** x·w, with w [2, 3] and x [BATCH, 2]; then w becomes 2w. */
function doubling(): ReturnType<typeof graphProgram> {
  const builder = new GraphBuilder(origin);
  const x = builder.input('x', { dtype: 'float32', shape: [BATCH, 2] });
  const w = builder.read('w', [2, 3]);
  const y = builder.add('matmul', [x, w], { transposeA: false, transposeB: false });
  const twice = builder.binary('mul', w, { number: 2 });
  const update = builder.add('assign', [twice], { variable: 'w' }, { dtype: 'float32', shape: [] });
  return graphProgram(builder.finish('doubling', { y, w }, [update]), { w: [2, 3] });
}

const rows = (...values: readonly (readonly [number, number])[]): Record<string, HostTensor> => ({
  x: { dtype: 'float32', shape: [values.length, 2], data: Float32Array.from(values.flat()) },
});

describe.each(engines)('%s', (_, create) => {
  async function withSession(use: (session: Session) => Promise<void>): Promise<void> {
    const session = await (await create()).load(doubling());
    try {
      await use(session);
    } finally {
      await session.dispose();
    }
  }

  test('reads see the values before the updates of the run, and the next run those after', async () => {
    await withSession(async (session) => {
      const given = Float32Array.of(1, 2, 3, 4, 5, 6);
      await session.assign(new Map([['w', given]]));
      given.fill(0);
      const first = await session.run('predict', rows([1, 0]));
      expect([...(first['y']?.data ?? [])]).toEqual([1, 2, 3]);
      expect([...(first['w']?.data ?? [])]).toEqual([1, 2, 3, 4, 5, 6]);
      const second = await session.run('predict', rows([0, 1], [1, 0]));
      expect(second['y']?.shape).toEqual([2, 3]);
      expect([...(second['y']?.data ?? [])]).toEqual([8, 10, 12, 2, 4, 6]);
      // What was given back belongs to the caller.
      expect([...(first['w']?.data ?? [])]).toEqual([1, 2, 3, 4, 5, 6]);
      expect([...((await session.read(['w'])).get('w') ?? [])]).toEqual([4, 8, 12, 16, 20, 24]);
    });
  });

  test('what does not fit is an error that says what would', async () => {
    await withSession(async (session) => {
      await expect(session.assign(new Map([['v', new Float32Array(6)]]))).rejects.toThrow('no variable v');
      await expect(session.assign(new Map([['w', new Float32Array(5)]]))).rejects.toThrow('6 numbers, but 5');
      await expect(session.read(['v'])).rejects.toThrow('no variable v');
      await expect(session.run('predict', {})).rejects.toThrow('feed x is missing');
      await expect(session.run('train/0', rows([1, 2]))).rejects.toThrow('no graph train/0');
      const wide: HostTensor = { dtype: 'float32', shape: [1, 3], data: new Float32Array(3) };
      await expect(session.run('predict', { x: wide })).rejects.toThrow('float32[1, 3], but the graph takes');
      const whole: HostTensor = { dtype: 'int32', shape: [1, 2], data: new Int32Array(2) };
      await expect(session.run('predict', { x: whole })).rejects.toThrow('int32[1, 2]');
    });
  });

  test('a bad assignment changes nothing', async () => {
    await withSession(async (session) => {
      await session.assign(new Map([['w', new Float32Array(6).fill(1)]]));
      const values = new Map([
        ['w', new Float32Array(6).fill(9)],
        ['v', new Float32Array(1)],
      ]);
      await expect(session.assign(values)).rejects.toThrow('no variable v');
      expect([...((await session.read(['w'])).get('w') ?? [])]).toEqual([1, 1, 1, 1, 1, 1]);
    });
  });

  test('a closed session says so, and closing again does nothing', async () => {
    const session = await (await create()).load(doubling());
    await session.dispose();
    await session.dispose();
    await expect(session.run('predict', rows([1, 2]))).rejects.toThrow('closed');
  });

  test('between runs only variables and constants are alive', async () => {
    await withSession(async (session) => {
      const variables = 6 * 4;
      const constants = 4;
      expect(session.memory()).toEqual({ current: variables, peak: variables });
      await session.run('predict', rows([1, 2]));
      const peak = session.memory()?.peak ?? 0;
      expect(session.memory()?.current).toBe(variables + constants);
      for (let run = 0; run < 100; run++) await session.run('predict', rows([1, 2]));
      expect(session.memory()).toEqual({ current: variables + constants, peak });
    });
  });

  test('sessions of one engine keep their variables apart', async () => {
    const engine = await create();
    const [a, b] = [await engine.load(doubling()), await engine.load(doubling())];
    await a.assign(new Map([['w', new Float32Array(6).fill(1)]]));
    await b.assign(new Map([['w', new Float32Array(6).fill(2)]]));
    await a.dispose();
    const result = await b.run('predict', rows([1, 1]));
    expect([...(result['y']?.data ?? [])]).toEqual([4, 4, 4]);
    await b.dispose();
  });
});
