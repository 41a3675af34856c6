import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { loadDataset } from '../../../src/runtime/data/dataset.ts';
import { Photos } from '../../../src/runtime/data/open-photos.ts';
import { labelOf } from '../../support/label.ts';
import { anywhere } from '../../support/typed-model.ts';
import { drawnPhoto, temporaryFolder, typedDataset, writeClasses, writeFiles } from './photo-files.ts';

test('a photo that a table names is left out with its row, whatever keeps it from being read', async () => {
  const where = temporaryFolder();
  await writeClasses(where, { cat: 60 });
  const deep = Array.from({ length: 5 }, (_, index) => String(index).repeat(120)).join('/');
  await writeFiles(where, {
    [`${deep}/photo.jpg`]: drawnPhoto('deep').jpeg().toBuffer(),
    'empty.jpg': '',
    'page.jpg': '<!doctype html><html></html>',
  });
  symlinkSync('circle.jpg', join(where, 'circle.jpg'));
  const strange = [
    `${deep}/photo.jpg`,
    'empty.jpg',
    'page.jpg',
    'circle.jpg',
    `${'n'.repeat(500)}.jpg`,
    'cat/cat.000.jpg/inside.jpg',
    'cat/cat.059.jpg',
  ];
  const fine = Array.from({ length: 59 }, (_, index) => `cat/cat.${String(index).padStart(3, '0')}.jpg`);
  const lines = ['path,age', ...[...fine, ...strange].map((path, row) => `${path},${row}`)];
  writeFileSync(join(where, 'pets.csv'), lines.join('\n'));
  const typed = typedDataset(where);
  const data = await loadDataset(
    {
      ...typed,
      source: { kind: 'table', path: join(where, 'pets.csv'), delimiter: undefined, span: anywhere },
      images: typed.images.map((image) => ({ ...image, path: [{ column: 'path' }] })),
      labels: [labelOf('age', 'number', { columns: ['age'] })],
    },
    { base: '/', seed: 1 },
  );
  const warnings: Diagnostic[] = [];
  const warn = (diagnostic: Diagnostic): void => void warnings.push(diagnostic);
  const photos = await Photos.open(data, { cacheFolder: null, workers: 1, ahead: 8, warn });
  try {
    const source = photos.split('train', { batch: 8, inputs: [{ name: 'photo', column: 'image' }] });
    let seen = 0;
    for await (const { samples, index } of source.batches(0, 0)) {
      seen += samples;
      // The last row's photo goes while the first ones are trained on.
      if (index === 0) rmSync(join(where, 'cat/cat.059.jpg'));
    }
    expect(seen).toBe(60);
  } finally {
    await photos.close();
  }
  expect(warnings.map(({ title }) => title)).toEqual([
    'empty.jpg (row 62) is empty: it has no bytes',
    'page.jpg (row 63) is a web page, not a photo: a download has probably failed',
    'circle.jpg (row 64) cannot be opened (ELOOP: it is a link that leads back to itself)',
    expect.stringMatching(/^n+\.jpg \(row 65\) cannot be opened \(ENAMETOOLONG: its name is too long/),
    'cat/cat.000.jpg/inside.jpg (row 66) is not there any more',
    'cat/cat.059.jpg (row 67) is not there any more',
  ]);
});
