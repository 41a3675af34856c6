import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { EngineName } from '../../../src/runtime/engines/engine.ts';
import type { FeaturesEvent, RunEvent } from '../../../src/runtime/train/events.ts';
import { describeWithEngine } from '../../support/engines.ts';
import { augmented, pairRows, pairs, plain, variants } from './programs.ts';
import { trained, withOwnCache, withPhotos, type Trained } from './workplace.ts';

// Several runs a test, each with an engine and threads of its own.
vi.setConfig({ testTimeout: 240_000 });

withOwnCache();

const featuresOf = ({ events }: Trained): readonly FeaturesEvent[] =>
  events.filter((event) => event.event === 'features');

/** What was told of training, times aside. */
const figuresOf = ({ events }: Trained): readonly RunEvent[] =>
  events
    .filter(({ event }) => event === 'epoch' || event === 'kept' || event === 'done')
    .map((event) => ({ ...event, run: '', seconds: 0, imagesPerSecond: 0, waitedForData: 0 }));

/** How many samples were to be computed, each time that some were. */
const computedIn = async (
  folder: string,
  engine: EngineName,
): Promise<readonly [Trained, ReadonlySet<number>]> => {
  const totals = new Set<number>();
  const run = await trained(folder, engine, {
    progress: ({ stage, total }) => {
      if (stage === 'features') totals.add(total);
    },
  });
  return [run, totals];
};

/** Trains with and without features, and compares all that came of it, to the bit. */
async function compared(folder: string, engine: EngineName): Promise<Trained> {
  const kept = await trained(folder, engine);
  const anew = await trained(folder, engine, { keepFeatures: false });
  expect(featuresOf(anew)).toEqual([]);
  expect(figuresOf(kept)).toEqual(figuresOf(anew));
  expect(kept.weights).toEqual(anew.weights);
  return kept;
}

async function comparesPairs(engine: EngineName): Promise<void> {
  const folder = await withPhotos(pairs, { train: 60 });
  writeFileSync(join(folder, 'rows.csv'), pairRows(30));
  const run = await compared(folder, engine);
  expect(featuresOf(run)).toMatchObject([{ of: ['base'], samples: { train: 18, validation: 8 } }]);
}

await describeWithEngine('wasm', 'wasm: features give the same as what they stand for', () => {
  it('of photos that stay as they are, and again in another run', async () => {
    const folder = await withPhotos(plain);
    const run = await compared(folder, 'wasm');
    const samples = { train: 22, validation: 10 };
    const [top, fine] = featuresOf(run);
    expect(top).toMatchObject({ phase: 'top', of: ['base'], samples, versions: 1, bytes: 32 * 32 * 4 });
    expect(fine).toMatchObject({
      phase: 'fine',
      of: ['base.conv1', 'base.batchnorm1', 'base.conv2'],
      samples,
    });
    const again = await trained(folder, 'wasm');
    // The weights of the second phase's frozen part are those of the first's.
    expect(featuresOf(again)).toMatchObject([{ found: 32 }, { found: 32 }]);
    expect(again.weights).toEqual(run.weights);
  });

  it('of photos that change in each epoch', async () => {
    const run = await compared(await withPhotos(augmented), 'wasm');
    const common = { samples: { train: 0, validation: 10 }, versions: 0 };
    expect(featuresOf(run)).toMatchObject([
      { phase: 'top', ...common },
      { phase: 'fine', ...common },
    ]);
  });

  it('of photos that have a few variants', async () => {
    const folder = await withPhotos(variants);
    const run = await compared(folder, 'wasm');
    const [top, fine] = featuresOf(run);
    // Two epochs take two of three variants: nothing would come again.
    expect([top?.versions, fine?.versions]).toEqual([3, 0]);
    expect(top).toMatchObject({ samples: { train: 22, validation: 10 }, bytes: (3 * 22 + 10) * 32 * 4 });
    expect(run.weights).not.toEqual((await trained(await withPhotos(augmented), 'wasm')).weights);
  });

  it('of one of two photos, with labels that are missing', () => comparesPairs('wasm'));
});

await describeWithEngine('wasm', 'wasm: a later run', () => {
  it('finds the features of test photos as well', async () => {
    const folder = await withPhotos(plain.slice(0, plain.indexOf('  phase all')) + '}\n');
    const [first, computed] = await computedIn(folder, 'wasm');
    expect(computed).toEqual(new Set([32, 6]));
    const [again, anew] = await computedIn(folder, 'wasm');
    expect(anew).toEqual(new Set());
    expect(figuresOf(again)).toEqual(figuresOf(first));
    expect(figuresOf(again)).toEqual(figuresOf(await trained(folder, 'wasm', { keepFeatures: false })));
  });
});

await describeWithEngine('tensorflow', 'tensorflow: features give the same as what they stand for', () => {
  it('of photos that stay as they are', async () => {
    await compared(await withPhotos(plain), 'tensorflow');
  });

  it('of one of two photos, with labels that are missing', () => comparesPairs('tensorflow'));

  it('where steps compute in bfloat16', async () => {
    const low = plain.replace('  batch: 4\n', '  batch: 4\n  precision: bfloat16\n');
    await compared(await withPhotos(low), 'tensorflow');
  });
});
