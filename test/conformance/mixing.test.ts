import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Program } from '../../src/ir/program.ts';
import { drawMix, mixPhotos, type MixedSample } from '../../src/runtime/data/augment/mix-batch.ts';
import { fedLabels, labelFeeds } from '../../src/runtime/data/label-feeds.ts';
import { mixLabels } from '../../src/runtime/data/mix-labels.ts';
import type { Tensors } from '../../src/runtime/engines/engine.ts';
import type { Mix } from '../../src/typecheck/augment/augmentation.ts';
import { compileText } from '../support/compile-text.ts';
import { uniform } from '../support/draws.ts';
import { labelOf } from '../support/label.ts';
import { relativeDifference } from './agreement.ts';
import { beginningValues, stepFeeds, wanted } from './network-cases.ts';
import { onEachEngine } from './on-each-engine.ts';

interface Given {
  readonly labels: readonly number[];
  readonly seed: number;
  readonly epoch: number;
  readonly index: number;
  readonly places: readonly number[];
}

interface Case extends Mix {
  readonly photos: readonly number[];
  readonly shares: readonly number[];
  readonly loss: number;
  /** Weights after a step. */
  readonly after: Readonly<Record<string, readonly number[]>>;
}

// Written by scripts/oracles/mixing.py.
const [given, ...cases] = JSON.parse(
  readFileSync(new URL('../fixtures/mixing.json', import.meta.url), 'utf8'),
) as readonly [Given, ...Case[]];

const size = { height: 7, width: 9, channels: 3 } as const;
const count = given.places.length;
const label = labelOf('kind', 'class', { classes: ['a', 'b', 'c'] });

/** The batch that a seed makes of photos and their labels. */
function mixedBatch(mix: Mix, seed = given.seed): Tensors {
  const mixed: readonly MixedSample[] = drawMix(mix, { ...given, seed }, given.places);
  const photos = uniform('mixing photos', count * size.height * size.width * size.channels);
  const made = new Float32Array(photos.length);
  mixPhotos(photos, made, size, mixed);
  const samples = given.labels.map((number, place) => ({ number: place, photos: [], labels: [[number]] }));
  const labels = fedLabels([label]).map((fed) => mixLabels(fed, labelFeeds(fed, samples), mixed));
  return {
    'input/photo': { dtype: 'float32', shape: [count, size.height, size.width, size.channels], data: made },
    ...labels[0],
  };
}

function programOf({ kind, alpha }: Mix): Program {
  return compileText(`
    data photos = table("photos.csv") {
      photo: image(column: "path", size: ${size.height}x${size.width})
      kind: class("a", "b", "c")
      split: fractions(80%, 10%, 10%)
    }
    model Net(photo: [${size.height}, ${size.width}, ${size.channels}]) {
      output kind = photo -> flatten -> dense(3, softmax)
    }
    train all = Net on photos {
      mix: ${kind}(${alpha})
      minimize: cross_entropy(kind)
      optimizer: sgd(0.1)
      batch: ${count}
      epochs: 1
    }`);
}

const named = cases.map((each) => [`${each.kind}(${each.alpha})`, each] as const);

describe('a mixed batch', () => {
  it.each(named)('of %s is what its definition says for the seed', (_, each) => {
    const batch = mixedBatch(each);
    expect(relativeDifference(batch['input/photo']?.data ?? [], each.photos)).toBeLessThan(1e-6);
    expect(relativeDifference(batch['label/kind']?.data ?? [], each.shares)).toBeLessThan(1e-6);
    // Something was mixed, and another seed mixes something else.
    const plain = uniform('mixing photos', each.photos.length);
    expect(relativeDifference(plain, each.photos)).toBeGreaterThan(0.1);
    const other = mixedBatch(each, given.seed + 1);
    expect(relativeDifference(other['input/photo']?.data ?? [], each.photos)).toBeGreaterThan(0.1);
  });
});

await onEachEngine('learns from mixed batches as Keras does', (engine) => {
  it.each(named)('%s', async (_, each) => {
    const program = programOf(each);
    const session = await (await engine()).load(program);
    try {
      await session.assign(beginningValues(program));
      const feeds = { ...mixedBatch(each), ...stepFeeds(program, 0) };
      const { loss } = await session.run('train/0', wanted(program, feeds));
      expect(loss?.data[0]).toBeCloseTo(each.loss, 5);
      const after = await session.read(Object.keys(each.after));
      for (const [path, values] of Object.entries(each.after)) {
        expect(relativeDifference(after.get(path) ?? [], values)).toBeLessThan(1e-5);
        // A step that did nothing would not pass.
        expect(relativeDifference(beginningValues(program).get(path) ?? [], values)).toBeGreaterThan(1e-3);
      }
    } finally {
      await session.dispose();
    }
  });
});
