import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { EngineName } from '../../../src/runtime/engines/engine.ts';
import { findRate } from '../../../src/runtime/project/find-rate.ts';
import { describeWithEngine } from '../../support/engines.ts';
import { augmented, plain, variants } from './programs.ts';
import { withOwnCache, withPhotos } from './workplace.ts';

// Several sweeps a test, each with an engine and threads of its own.
vi.setConfig({ testTimeout: 240_000 });

withOwnCache();

async function swept(folder: string, engine: EngineName, keepFeatures: boolean): Promise<readonly number[]> {
  const { points } = await findRate({
    file: join(folder, 'program.net'),
    workingDirectory: folder,
    settings: {},
    engine,
    keepFeatures,
    stop: new AbortController().signal,
  });
  return points.flatMap(({ rate, loss, smooth }) => [rate, loss, smooth]);
}

for (const engine of ['wasm', 'tensorflow'] as const)
  await describeWithEngine(engine, `${engine}: a sweep of learning rates`, () => {
    const low = plain.replace('  batch: 4\n', '  batch: 4\n  precision: bfloat16\n');
    const programs = { plain, augmented, variants, ...(engine === 'tensorflow' && { low }) };
    it.each(Object.entries(programs))('has the same losses on features: %s', async (_, program) => {
      const folder = await withPhotos(program);
      const points = await swept(folder, engine, true);
      expect(points.length).toBeGreaterThan(150);
      expect(points).toEqual(await swept(folder, engine, false));
    });
  });
