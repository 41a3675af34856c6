import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GraphBuilder } from '../../../src/ir/graph-builder.ts';
import type { Program } from '../../../src/ir/program.ts';
import { float32 } from '../../../src/ir/tensor-type.ts';
import { EngineError } from '../../../src/runtime/engines/engine-error.ts';
import type { EngineName, Session, Tensors } from '../../../src/runtime/engines/engine.ts';
import { hostEngine, startEngine, type HostedEngine } from '../../../src/runtime/engines/host.ts';
import { availableEngines } from '../../support/engines.ts';
import { origin, plainProgram } from '../../support/plain-program.ts';

/** w ← x; gives the old w times two. */
function program(size = 4): Program {
  const builder = new GraphBuilder(origin);
  const w = builder.add('read', [], { variable: 'w' }, float32([size]));
  const x = builder.input('x', float32([size]));
  const twice = builder.binary('add', w, w);
  return plainProgram({
    trainStep: builder.finish('train', { twice }, [builder.add('assign', [x], { variable: 'w' })]),
    variables: [{ path: 'w', shape: [size] }],
  });
}

const feed = (value: number, size = 4): Tensors => ({
  x: { dtype: 'float32', shape: [size], data: new Float32Array(size).fill(value) },
});

const names: readonly EngineName[] = (await availableEngines()).filter((name) => name !== 'wasm');

describe.each(names)('%s in a worker thread', (name) => {
  let engine: HostedEngine;
  beforeAll(async () => {
    engine = await startEngine(name);
  });
  afterAll(() => engine.stop());

  async function ready(): Promise<Session> {
    const session = await engine.load(program());
    await session.assign(new Map([['w', Float32Array.of(1, 2, 3, 4)]]));
    return session;
  }

  test('is the engine itself', () => {
    expect(engine.name).toBe(name);
    expect(engine.description).not.toBe('');
  });

  test('runs, assigns and reads', async () => {
    const session = await ready();
    const { twice } = await session.run('train/0', feed(7));
    expect(twice).toEqual({ dtype: 'float32', shape: [4], data: Float32Array.of(2, 4, 6, 8) });
    expect(await session.read(['w'])).toEqual(new Map([['w', new Float32Array(4).fill(7)]]));
    await session.dispose();
  });

  test('leaves the caller what is the caller’s', async () => {
    const session = await ready();
    const feeds = feed(7);
    const values = new Map([['w', Float32Array.of(5, 6, 7, 8)]]);
    await Promise.all([session.assign(values), session.run('train/0', feeds)]);
    expect(feeds).toEqual(feed(7));
    expect(values.get('w')).toEqual(Float32Array.of(5, 6, 7, 8));
    await session.dispose();
  });

  test('queues runs and answers in their order', async () => {
    const session = await ready();
    const order: number[] = [];
    const results = await Promise.all(
      [1, 2, 3, 4, 5].map(async (step) => {
        const { twice } = await session.run('train/0', feed(step));
        order.push(step);
        return twice?.data[3];
      }),
    );
    expect(order).toEqual([1, 2, 3, 4, 5]);
    expect(results).toEqual([8, 2, 4, 6, 8]);
    await session.dispose();
  });

  test('runs after an assignment that was not waited for', async () => {
    const session = await ready();
    const assigned = session.assign(new Map([['w', Float32Array.of(10, 10, 10, 10)]]));
    const { twice } = await session.run('train/0', feed(0));
    await assigned;
    expect(twice?.data[0]).toBe(20);
    await session.dispose();
  });

  test('carries refusals over and goes on', async () => {
    const session = await ready();
    const refused = session.run('train/0', {});
    await expect(refused).rejects.toBeInstanceOf(EngineError);
    await expect(refused).rejects.toThrow(/\bx\b/);
    await expect(session.read(['nonsense'])).rejects.toThrow('nonsense');
    expect((await session.run('train/0', feed(1)))['twice']?.data[0]).toBe(2);
    await session.dispose();
  });
});

test('leaves the thread that started it free', async () => {
  const engine = await startEngine('cpu');
  const size = 500_000;
  const session = await engine.load(program(size));
  await session.assign(new Map([['w', new Float32Array(size)]]));
  let turns = 0;
  let busy = true;
  const turn = (): void => {
    turns += 1;
    if (busy) setImmediate(turn);
  };
  turn();
  for (let step = 0; step < 5; step += 1) await session.run('train/0', feed(step, size));
  busy = false;
  expect(turns).toBeGreaterThan(20);
  await engine.stop();
});

describe('a thread that ends', () => {
  const worker = (onTask: string): Worker =>
    new Worker(
      `const { parentPort } = require('node:worker_threads');
       parentPort.on('message', ({ id }) => { ${onTask} });
       parentPort.postMessage({ kind: 'ready', description: 'a test' });`,
      { eval: true },
    );

  test('because of an error rejects what was asked of it', async () => {
    const engine = await hostEngine('cpu', worker("throw new Error('the roof fell in')"));
    const pending = [engine.load(program()), engine.load(program())];
    for (const each of pending) await expect(each).rejects.toThrow('the roof fell in');
    await expect(engine.load(program())).rejects.toBeInstanceOf(EngineError);
    await engine.stop();
  });

  test('without a word says so', async () => {
    const engine = await hostEngine('wasm', worker('process.exit(3)'));
    await expect(engine.load(program())).rejects.toThrow(
      'The thread of the wasm engine ended: it left with exit code 3',
    );
    await engine.stop();
  });

  test('for want of memory says so', async () => {
    const hungry = new Worker(
      `const { parentPort } = require('node:worker_threads');
       parentPort.on('message', () => { const all = []; for (;;) all.push(new Array(1e5).fill({})); });
       parentPort.postMessage({ kind: 'ready', description: 'a test' });`,
      { eval: true, resourceLimits: { maxOldGenerationSizeMb: 32 } },
    );
    const engine = await hostEngine('cpu', hungry);
    await expect(engine.load(program())).rejects.toThrow('it ran out of memory');
    await engine.stop();
  });

  test('before it began is an error of the start', async () => {
    const broken = new Worker("throw new Error('no library')", { eval: true });
    await expect(hostEngine('tensorflow', broken)).rejects.toThrow('no library');
  });
});
