import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it, vi } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { EngineName } from '../../../src/runtime/engines/engine.ts';
import { Problem } from '../../../src/runtime/problem.ts';
import type { RunRequest } from '../../../src/runtime/project/run-request.ts';
import { describeWithEngine } from '../../support/engines.ts';
import { plain } from './programs.ts';
import { trained, withOwnCache, withPhotos } from './workplace.ts';

// Several runs a test, each with an engine and threads of its own.
vi.setConfig({ testTimeout: 240_000 });

withOwnCache();

/** The first phase with an optimiser whose steps are far too long, from its second epoch on. */
const wild = plain
  .slice(0, plain.indexOf('    schedule: plateau'))
  .replace('adam(1e-2)', 'sgd(1e30)')
  .concat('    schedule: cosine(warmup: 40)\n    epochs: 80\n  }\n}\n');

/** What is white ends beyond all numbers in the frozen part; black is 0 throughout. */
const bright = plain
  .slice(0, plain.indexOf('    schedule: plateau'))
  .replace('conv(8, 2, relu)', 'rescale(1e38) -> conv(8, 1) -> rescale(1e38) -> conv(8, 2)')
  .replace('flatten -> dropout(0.25) -> dense(8, relu)', 'flatten')
  .replace('-> batchnorm', '')
  .concat('    epochs: 2\n  }\n}\n');

/** Photos of one brightness a split. */
async function withShades(program: string, shades: Readonly<Record<string, number>>): Promise<string> {
  const folder = await withPhotos(program, {});
  for (const [split, shade] of Object.entries(shades))
    for (const name of ['one', 'two'])
      for (let number = 0; number < 6; number++) {
        mkdirSync(join(folder, 'photos', split, name), { recursive: true });
        // Each a little larger than the one before: equal files in two splits would be refused.
        const size = { width: 16 + number + 10 * split.length, height: name === 'one' ? 16 : 17 };
        await sharp({ create: { ...size, channels: 3, background: { r: shade, g: shade, b: shade } } })
          .png()
          .toFile(join(folder, 'photos', split, name, `${number}.png`));
      }
  return folder;
}

/** What stops a run, but for the name of its folder. */
async function broken(folder: string, engine: EngineName, more: Partial<RunRequest>): Promise<Diagnostic> {
  const thrown: unknown = await trained(folder, engine, more).then(
    () => undefined,
    (error: unknown) => error,
  );
  const [first] = thrown instanceof Problem ? thrown.diagnostics : [];
  if (first === undefined) throw new Error('nothing broke', { cause: thrown });
  return { ...first, hint: first.hint?.replace(/runs.\d+/, 'runs/N') ?? '' };
}

for (const engine of ['wasm', 'tensorflow'] as const)
  await describeWithEngine(engine, `${engine}: where a number breaks on features`, () => {
    it('is found by doing the steps again', async () => {
      const folder = await withPhotos(wild);
      const told = await broken(folder, engine, {});
      expect(told.code).toBe('NET7001');
      expect(told.given).toMatch(/first in .*(dense|loss).*; the batch of .*\.jpg/);
      expect(told).toEqual(await broken(folder, engine, { keepFeatures: false }));
    });

    it('is said of the layers that make features, in validation and in the test', async () => {
      const black = { train: 0, validation: 0, test: 0 };
      for (const split of ['train', 'validation', 'test']) {
        const folder = await withShades(bright, { ...black, [split]: 255 });
        const told = await broken(folder, engine, {});
        expect(told.title).toContain(split === 'train' ? 'The loss became' : `The ${split} loss became`);
        expect(told.given, split).toMatch(
          /of base\.\S+ \(.*program\.net:\d+\), in the forward pass; the batch of .*\.png/,
        );
        expect(told, split).toEqual(await broken(folder, engine, { keepFeatures: false }));
      }
    });
  });
