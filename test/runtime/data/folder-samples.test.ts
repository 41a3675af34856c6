import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { ClassColumn, FolderSamples } from '../../../src/runtime/data/folder-samples.ts';
import { PhotoList } from '../../../src/runtime/data/photo-list.ts';
import type { PhotoFile } from '../../../src/runtime/data/photo.ts';
import { SampleList } from '../../../src/runtime/data/samples.ts';

/** Of more photos than a list begins with; every hundredth has a name that is not UTF-8. */
const photos: readonly PhotoFile[] = Array.from({ length: 3000 }, (_, number) => {
  const isStrange = number % 100 === 7;
  const file = `cät/"${number}"${isStrange ? '\\xe9' : ''}.jpg`;
  const path = `/data/${file}`;
  return {
    file,
    path: isStrange ? Buffer.from(path.replace('\\xe9', '\xe9'), 'latin1') : path,
    bytes: number === 1 ? 5e9 : number,
    modified: 1_700_000_000_000.125 + number,
  };
});

function listed(): PhotoList {
  const list = new PhotoList('/data/');
  for (const photo of photos) list.add(photo);
  return list;
}

test('photos come out of a list as they were', () => {
  const list = listed();
  expect([...list]).toEqual(photos);
  expect(list.file(7)).toBe('cät/"7"\\xe9.jpg');
  expect(() => list.at(3000)).toThrow('there is no photo 3000 of 3000');
});

test('samples of a folder are those of the same photos as objects', () => {
  const rows = Uint32Array.from({ length: 1000 }, (_, place) => (place * 7) % 3000);
  const classes = rows.map((row) => row % 3);
  const table = { photos: listed(), labels: [new ClassColumn(3000, [{ rows, classes }], 3)] } as const;
  const samples = new FolderSamples(table, rows);
  const objects = new SampleList(
    Array.from(rows, (row) => ({
      number: row,
      photos: photos.slice(row, row + 1),
      labels: [[row % 3]],
    })),
  );
  expect([...samples]).toEqual([...objects]);
  expect(samples.digest()).toBe(objects.digest());
  for (const place of [0, 1, 999]) {
    expect(samples.file(place, 0)).toBe(objects.file(place, 0));
    expect(samples.label(place, 0)).toEqual(objects.label(place, 0));
  }
  expect(() => samples.at(1000)).toThrow('there is no sample 1000 of 1000');
});
