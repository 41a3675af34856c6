import { expect, test } from 'vitest';
import type { Dataset } from '../../../src/runtime/data/dataset.ts';
import { dataFingerprint } from '../../../src/runtime/data/fingerprint.ts';
import type { Sample } from '../../../src/runtime/data/photo.ts';
import { labelOf } from '../../support/label.ts';

type Data = Pick<Dataset, 'size' | 'labels' | 'splits'>;
const sample = (file: string, label = 0, bytes = 5, modified = 1): Sample => ({
  photo: { file, path: `/here/${file}`, bytes, modified },
  labels: [label],
});
const data: Data = {
  size: { height: 4, width: 3 },
  labels: [labelOf('kind', 'binary', { classes: ['cat', 'dog'] })],
  splits: { train: [sample('cat/1.jpg'), sample('dog/1.jpg', 1)], validation: [sample('cat/2.jpg')], test: [] },
};

test('is the same for the same data elsewhere and at another time', () => {
  expect(dataFingerprint(data)).toMatchInlineSnapshot(`"sha256:e90bcf581c924799ccbb91c06d8c0aa2ad7bbafbdf109898b6325e28a7c73553"`);
  const moved: Data = {
    ...data,
    splits: {
      ...data.splits,
      validation: [{ labels: [0], photo: { file: 'cat/2.jpg', path: '/there/2.jpg', bytes: 5, modified: 9 } }],
    },
  };
  expect(dataFingerprint(moved)).toBe(dataFingerprint(data));
});

test('differs when anything that training sees differs', () => {
  const { splits } = data;
  const others: readonly Data[] = [
    { ...data, size: { height: 3, width: 4 } },
    { ...data, labels: [labelOf('kind', 'class', { classes: ['cat', 'dog'] })] },
    { ...data, labels: [labelOf('kind', 'binary', { classes: ['cat', 'fox'] })] },
    { ...data, splits: { ...splits, validation: [], test: splits.validation } },
    { ...data, splits: { ...splits, validation: [sample('cat/3.jpg')] } },
    { ...data, splits: { ...splits, validation: [sample('cat/2.jpg', 1)] } },
    { ...data, splits: { ...splits, validation: [sample('cat/2.jpg', 0, 6)] } },
    { ...data, splits: { ...splits, train: [...splits.train].reverse() } },
  ];
  const all = [data, ...others].map(dataFingerprint);
  expect(new Set(all).size).toBe(all.length);
});
