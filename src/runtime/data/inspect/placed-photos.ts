import type { Dataset } from '../dataset.ts';
import { SPLITS } from '../photo.ts';
import type { PlacedPhoto } from './duplicates.ts';

/**
 * Every photo of a data set once in each split that uses it, however many rows of a table name it: only these are looked at.
 * @param most of them
 * @returns undefined where there are more
 */
export function placedPhotos(
  { splits, labels, images }: Pick<Dataset, 'splits' | 'labels' | 'images'>,
  most = Infinity,
): readonly PlacedPhoto[] | undefined {
  const classed = labels.findIndex(({ classes }) => classes !== undefined);
  const found: PlacedPhoto[] = [];
  for (const split of SPLITS) {
    const samples = splits[split];
    const known = new Set<string>();
    for (let place = 0; place < samples.length; place++)
      for (const image of images.keys()) {
        const file = samples.file(place, image);
        if (known.has(file)) continue;
        known.add(file);
        if (found.length === most) return undefined;
        const sample = samples.at(place);
        const name = labels[classed]?.classes?.[sample.labels[classed]?.[0] ?? -1] ?? '';
        const photo = sample.photos[image];
        if (photo !== undefined) found.push({ photo, split, class: name });
      }
  }
  return found;
}
