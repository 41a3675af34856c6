import { defaultPixels, defaultResize } from '../../../src/typecheck/data/read-pixels.ts';
import { expect, test } from 'vitest';
import type { Dataset } from '../../../src/runtime/data/dataset.ts';
import { dataFingerprint } from '../../../src/runtime/data/fingerprint.ts';
import { SampleList, type Sample } from '../../../src/runtime/data/samples.ts';
import { labelOf } from '../../support/label.ts';

type Data = Pick<Dataset, 'images' | 'labels' | 'splits'>;
const sample = (file: string, label = 0, bytes = 5, modified = 1): Sample => ({
  number: 0,
  photos: [{ file, path: `/here/${file}`, bytes, modified }],
  labels: [[label]],
});
const image = (height: number, width: number) => ({
  name: 'image',
  path: [],
  size: { height, width, channels: 3 as const },
  resize: defaultResize,
  pixels: defaultPixels,
});
const list = (...samples: readonly Sample[]): SampleList => new SampleList(samples);
const data: Data = {
  images: [image(4, 3)],
  labels: [labelOf('kind', 'binary', { classes: ['cat', 'dog'] })],
  splits: {
    train: list(sample('cat/1.jpg'), sample('dog/1.jpg', 1)),
    validation: list(sample('cat/2.jpg')),
    test: list(),
  },
};

test('is the same for the same data elsewhere and at another time', () => {
  expect(dataFingerprint(data)).toMatchInlineSnapshot(
    `"sha256:7b83ce21ff99ad51ed404c4646993ec009a352f9d099bb8f95c9ebc9a060b2c3"`,
  );
  const moved: Data = {
    ...data,
    splits: {
      ...data.splits,
      validation: list({
        number: 7,
        labels: [[0]],
        photos: [{ file: 'cat/2.jpg', path: '/there/2.jpg', bytes: 5, modified: 9 }],
      }),
    },
  };
  expect(dataFingerprint(moved)).toBe(dataFingerprint(data));
});

test('differs when anything that training sees differs', () => {
  const { splits } = data;
  const others: readonly Data[] = [
    { ...data, images: [image(3, 4)] },
    { ...data, images: [{ ...image(4, 3), resize: { kind: 'crop', antialias: false } as const }] },
    { ...data, images: [{ ...image(4, 3), pixels: 'tf' as const }] },
    { ...data, labels: [labelOf('kind', 'class', { classes: ['cat', 'dog'] })] },
    { ...data, labels: [labelOf('kind', 'binary', { classes: ['cat', 'fox'] })] },
    { ...data, splits: { ...splits, validation: list(), test: splits.validation } },
    { ...data, splits: { ...splits, validation: list(sample('cat/3.jpg')) } },
    { ...data, splits: { ...splits, validation: list(sample('cat/2.jpg', 1)) } },
    { ...data, splits: { ...splits, validation: list(sample('cat/2.jpg', 0, 6)) } },
    { ...data, splits: { ...splits, train: list(...[...splits.train].reverse()) } },
  ];
  const all = [data, ...others].map(dataFingerprint);
  expect(new Set(all).size).toBe(all.length);
});
