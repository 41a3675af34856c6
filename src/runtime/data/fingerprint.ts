import { createHash } from 'node:crypto';
import { formKey, SPLITS } from './photo.ts';
import type { Dataset } from './dataset.ts';

/**
 * Says in a few characters which data a run used: names, sizes in bytes, labels and splits of its photos, and how they are
 * resized. The same on every machine; not the photos' content, which would have to be read.
 */
export function dataFingerprint(dataset: Pick<Dataset, 'images' | 'labels' | 'splits'>): string {
  const hash = createHash('sha256');
  const add = (...parts: readonly (string | number)[]): void => {
    // JSON keeps parts apart whatever characters are in them.
    hash.update(JSON.stringify(parts) + '\n');
  };
  for (const image of dataset.images) add('image', image.name, formKey(image), image.pixels);
  for (const { name, kind, units, classes } of dataset.labels)
    add('label', name, kind, units, ...(classes ?? []));
  for (const split of SPLITS) {
    const samples = dataset.splits[split];
    add('split', split, samples.length, samples.digest());
  }
  return `sha256:${hash.digest('hex')}`;
}
