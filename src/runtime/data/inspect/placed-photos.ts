import { photoOf } from '../ready-samples.ts';
import type { Dataset } from '../dataset.ts';
import { SPLITS, type SplitName } from '../photo.ts';
import type { PlacedPhoto } from './duplicates.ts';

/** Where a split uses a photo for the first time. */
export interface PhotoUse {
  readonly split: SplitName;
  /** Of the sample in the split. */
  readonly place: number;
  /** Of the photo in the sample. */
  readonly image: number;
}

/** The uses of a data set's photos: each once in each split, however many rows of a table name it. */
export function* photoUses({
  splits,
  images,
}: Pick<Dataset, 'splits' | 'images'>): Generator<PhotoUse, void, undefined> {
  for (const split of SPLITS) {
    const samples = splits[split];
    const known = new Set<string>();
    for (let place = 0; place < samples.length; place++)
      for (const image of images.keys()) {
        const file = samples.file(place, image);
        if (known.has(file)) continue;
        known.add(file);
        yield { split, place, image };
      }
  }
}

/** The photo of a use, looked at now. */
export function photoAt(
  { splits, labels }: Pick<Dataset, 'splits' | 'labels'>,
  { split, place, image }: PhotoUse,
): PlacedPhoto {
  const sample = splits[split].at(place);
  const classed = labels.findIndex(({ classes }) => classes !== undefined);
  const name = labels[classed]?.classes?.[sample.labels[classed]?.[0] ?? -1] ?? '';
  return { photo: photoOf(sample, image), split, class: name };
}

/** Every photo of a data set, once in each split that uses it. */
export function placedPhotos(dataset: Pick<Dataset, 'splits' | 'labels' | 'images'>): readonly PlacedPhoto[] {
  return Array.from(photoUses(dataset), (use) => photoAt(dataset, use));
}
