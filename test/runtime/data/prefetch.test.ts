import { expect, test } from 'vitest';
import { prefetch } from '../../../src/runtime/data/prefetch.ts';

async function* numbers(count: number, made: number[], left: { done: boolean }): AsyncGenerator<number> {
  try {
    for (let number = 0; number < count; number++) {
      await Promise.resolve();
      made.push(number);
      yield number;
    }
  } finally {
    left.done = true;
  }
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};

test('gives every item once and in order', async () => {
  const seen: number[] = [];
  for await (const number of prefetch(numbers(20, [], { done: false }), 3)) seen.push(number);
  expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => index));
});

test('makes no more than asked for, and stops with its user', async () => {
  const made: number[] = [];
  const left = { done: false };
  const items = prefetch(numbers(100, made, left), 3);
  await settle();
  expect(made).toEqual([]);
  await items.next();
  await settle();
  expect(made).toEqual([0, 1, 2, 3]);
  await items.return(undefined);
  expect(left.done).toBe(true);
  expect(made).toEqual([0, 1, 2, 3]);
});

test('a failure comes after the items made before it', async () => {
  async function* failing(): AsyncGenerator<number> {
    yield 1;
    await Promise.resolve();
    yield 2;
    throw new Error('no third');
  }
  const items = prefetch(failing(), 5);
  expect((await items.next()).value).toBe(1);
  await settle();
  expect((await items.next()).value).toBe(2);
  await expect(items.next()).rejects.toThrow('no third');
});

test('counts the waiting', async () => {
  const log = { waited: 0 };
  async function* slow(): AsyncGenerator<number> {
    await new Promise((resolve) => setTimeout(resolve, 20));
    yield 1;
  }
  const seen = [];
  for await (const number of prefetch(slow(), 1, log)) seen.push(number);
  expect(seen).toEqual([1]);
  expect(log.waited).toBeGreaterThan(0);
});
