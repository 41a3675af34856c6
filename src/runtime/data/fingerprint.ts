import { createHash } from 'node:crypto';
import { SPLITS } from './photo.ts';
import type { Dataset } from './dataset.ts';

/**
 * Says in a few characters which data a run used: names, sizes in bytes, labels and splits of its photos, and how they are
 * resized. The same on every machine; not the photos' content, which would have to be read.
 */
export function dataFingerprint(dataset: Pick<Dataset, 'size' | 'labels' | 'splits'>): string {
  const hash = createHash('sha256');
  const add = (...parts: readonly (string | number)[]): void => {
    // JSON keeps parts apart whatever characters are in them.
    hash.update(JSON.stringify(parts) + '\n');
  };
  add('size', dataset.size.height, dataset.size.width);
  for (const { name, kind, classes } of dataset.labels) add('label', name, kind, ...(classes ?? []));
  for (const split of SPLITS) {
    add('split', split);
    for (const { photo, labels } of dataset.splits[split]) add(photo.file, photo.bytes, ...labels);
  }
  return `sha256:${hash.digest('hex')}`;
}
