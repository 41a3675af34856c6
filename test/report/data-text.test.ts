import { expect, it } from 'vitest';
import { dataText, type DataSummary } from '../../src/report/data-text.ts';

const rows: DataSummary = {
  name: 'faces',
  path: 'faces.csv',
  samples: { train: 800, validation: 100, test: 100 },
  noun: 'row',
  classes: [
    { label: 'gender', class: 'female', counts: { train: 600, validation: 50, test: 50 } },
    { label: 'gender', class: 'male', counts: { train: 200, validation: 50, test: 50 } },
    { label: 'race', class: 'black', counts: { train: 800, validation: 90, test: 90 } },
    { label: 'race', class: 'white', counts: { train: 0, validation: 10, test: 10 } },
  ],
  groups: { by: 'person', groups: { train: 1200, validation: 10, test: 1 }, largest: 12 },
  sizes: undefined,
  bytes: 0,
  hasPhotos: false,
  broken: 0,
  identical: 0,
  similar: 0,
  quarantined: 0,
};

it('of rows of numbers nothing is said that only photos have', () => {
  const text = dataText(rows);
  expect(text.split('\n')[0]).toBe('faces (faces.csv): 1,000 rows');
  expect(text).not.toMatch(/photo| B in all/);
});

it('groups are counted for each split, and how large they become', () => {
  expect(dataText(rows)).toContain(
    '\n1,211 groups by person: 1,200 for training, 10 for validation, 1 for test; the largest has 12 rows\n',
  );
  expect(dataText({ ...rows, groups: undefined })).not.toContain('group');
});

it('a class that has few, and one that has none', () => {
  expect(dataText(rows)).toContain('\nNo training row is white\n');
  const some = rows.classes
    .slice(0, 2)
    .map((each, place) => (place === 1 ? { ...each, counts: { train: 120, validation: 0, test: 0 } } : each));
  expect(dataText({ ...rows, classes: some })).toContain(
    '\n5.0 times as many training rows of female as of male\n',
  );
});
