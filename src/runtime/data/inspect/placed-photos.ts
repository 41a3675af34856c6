import type { Dataset } from '../dataset.ts';
import { SPLITS, type PhotoFile } from '../photo.ts';
import type { PlacedPhoto } from './duplicates.ts';

/**
 * Every photo of a data set once in each split that uses it.
 * @param wanted which of them
 */
export function placedPhotos(
  { splits, labels }: Pick<Dataset, 'splits' | 'labels'>,
  wanted: (photo: PhotoFile) => boolean = () => true,
): readonly PlacedPhoto[] {
  const classed = labels.findIndex(({ classes }) => classes !== undefined);
  const found = new Map<string, PlacedPhoto>();
  for (const split of SPLITS)
    for (const sample of splits[split]) {
      const name = labels[classed]?.classes?.[sample.labels[classed]?.[0] ?? -1] ?? '';
      for (const photo of sample.photos)
        if (wanted(photo) && !found.has(`${split}/${photo.file}`))
          found.set(`${split}/${photo.file}`, { photo, split, class: name });
    }
  return [...found.values()];
}
