import { describe, expect, it } from 'vitest';
import {
  bootstrapped,
  bootstrapPlaces,
  outOfBag,
  withTraining,
} from '../../../src/runtime/data/bootstrap.ts';
import { loadDataset } from '../../../src/runtime/data/dataset.ts';
import { temporaryFolder, typedDataset, writeClasses } from './photo-files.ts';

describe('bootstrap samples', () => {
  it('are drawn with replacement, by the seed and the member alone', () => {
    const places = bootstrapPlaces(1000, 7, 2);
    expect(bootstrapPlaces(1000, 7, 2)).toEqual(places);
    expect(bootstrapPlaces(1000, 7, 3)).not.toEqual(places);
    expect(bootstrapPlaces(1000, 8, 2)).not.toEqual(places);
    expect([Math.min(...places) >= 0, Math.max(...places) < 1000]).toEqual([true, true]);
    // 1/e of the samples are left out on average: 368 of 1000, with a deviation of about 10.
    const left = outOfBag(1000, 7, 2);
    expect(left.length).toBe(1000 - new Set(places).size);
    expect(Math.abs(left.length - 368)).toBeLessThan(50);
    expect(left.some((place) => places.includes(place))).toBe(false);
  });

  it('take the place of the training split, and of no other', async () => {
    const folder = temporaryFolder();
    await writeClasses(folder, { cat: 8, dog: 8 });
    const whole = await loadDataset(typedDataset(folder), { base: '/', seed: 1 });
    const drawn = bootstrapped(whole, 5, 0);
    const { train } = whole.splits;
    const places = bootstrapPlaces(train.length, 5, 0);
    expect([...drawn.splits.train]).toEqual([...places].map((place) => train.at(place)));
    expect(drawn.splits.train.length).toBe(train.length);
    expect(drawn.splits.train.label(3, 0)).toEqual(train.label(places[3] ?? 0, 0));
    expect(drawn.splits.test).toBe(whole.splits.test);
    expect(drawn.splits.train.digest()).not.toBe(train.digest());
    expect(() => withTraining(whole, Uint32Array.of(0)).splits.train.at(1)).toThrow(RangeError);
  });
});
