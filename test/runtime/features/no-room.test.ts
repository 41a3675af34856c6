import type * as files from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { plain } from './programs.ts';
import { trained, withOwnCache, withPhotos } from './workplace.ts';

// Several runs a test, each with an engine and threads of its own.
vi.setConfig({ testTimeout: 240_000 });

/** Bytes that are free on the disk. */
const disk = { free: 0 };

vi.mock('node:fs/promises', async (original) => {
  const real: typeof files = await original();
  const statfs = async (path: string) =>
    Object.assign(await real.statfs(path), { bavail: disk.free, bsize: 1 });
  return { ...real, statfs };
});

const features = withOwnCache();

it('says where a disk has no room for features, once a phase, and trains without', async () => {
  const folder = await withPhotos(plain);
  const anew = await trained(folder, 'cpu', { keepFeatures: false });
  // 32 photos of 128 bytes: half of what is free may be taken.
  disk.free = 4000;
  const run = await trained(folder, 'cpu');
  const told = run.diagnostics.filter(({ code }) => code === 'NET7400');
  expect(told.map(({ title }) => title)).toEqual([
    'The features of base for phase top take 4.10 kB more, and there is no room for them',
    expect.stringMatching(/^The features of base\.conv1, .* for phase fine take .* more/),
  ]);
  expect(told[0]?.given).toBe(`2.00 kB that may be used in ${features()}`);
  expect(run.events.filter(({ event }) => event === 'features')).toEqual([]);
  expect(readdirSync(features())).toEqual([]);
  expect(run.weights).toEqual(anew.weights);

  // There is room for one of two phases, and no more than a word is lost on the other.
  disk.free = 2 * 32 * 128;
  const half = await trained(folder, 'cpu');
  expect(half.events.filter(({ event }) => event === 'features')).toMatchObject([{ phase: 'top' }]);
  expect(half.diagnostics.filter(({ code }) => code === 'NET7400')).toHaveLength(1);
  expect(half.weights).toEqual(anew.weights);
});
