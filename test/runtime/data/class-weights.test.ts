import { describe, expect, it } from 'vitest';
import { classWeightFeeds } from '../../../src/runtime/data/class-weights.ts';
import { loadDataset } from '../../../src/runtime/data/dataset.ts';
import { temporaryFolder, typedDataset, writeClasses } from './photo-files.ts';

describe('weights of classes', () => {
  it('are in the order of the classes, by the photos there are to train on', async () => {
    const folder = temporaryFolder();
    await writeClasses(folder, { cat: 6, dog: 2, eel: 4 });
    const dataset = await loadDataset(typedDataset(folder), { base: '/', seed: 1 });
    const name = dataset.labels[0]?.name ?? '';
    const { train } = dataset.splits;
    const of = (number: number): number =>
      [...train].filter(({ labels }) => labels[0]?.[0] === number).length;
    const balanced = classWeightFeeds({ classWeights: { [name]: 'balanced' } }, dataset);
    const expected = [0, 1, 2].map((number) => Math.fround(train.length / (3 * of(number))));
    expect(balanced).toEqual({
      [`class_weights/${name}`]: { dtype: 'float32', shape: [3], data: Float32Array.from(expected) },
    });
    const said = classWeightFeeds({ classWeights: { [name]: { eel: 3, dog: 0.5 } } }, dataset);
    expect([...(said[`class_weights/${name}`]?.data ?? [])]).toEqual([1, 0.5, 3]);
    expect(classWeightFeeds({ classWeights: {} }, dataset)).toEqual({});
  });
});
