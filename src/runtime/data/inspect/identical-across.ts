import type { Dataset } from '../dataset.ts';
import { SPLITS } from '../photo.ts';
import { crossesSplits, identicalPhotos, type Alike } from './duplicates.ts';
import { lookAtPhotos } from './look-at-photos.ts';
import { placedPhotos } from './placed-photos.ts';

/**
 * Photos with the same bytes in several splits, before a run: only those are read whose size in bytes another split has
 * too, and only those are decoded that are the same, since a broken one is trained on nowhere.
 */
export async function identicalAcross(dataset: Dataset): Promise<readonly Alike[]> {
  const sizes = sizesInSeveralSplits(dataset);
  const across = identicalPhotos(placedPhotos(dataset, ({ bytes }) => sizes.has(bytes))).filter(crossesSplits);
  if (across.length === 0) return [];
  const photos = across.flatMap(([first]) => (first === undefined ? [] : [first.photo]));
  const broken = new Set<string>();
  for await (const { problem } of lookAtPhotos(dataset.folder, photos))
    if (problem !== undefined) broken.add(problem.file);
  return across.filter(([first]) => first !== undefined && !broken.has(first.photo.file));
}

/** Sizes in bytes that photos of more than one split have; empty and missing files are no photos. */
function sizesInSeveralSplits({ splits }: Dataset): ReadonlySet<number> {
  const seen = new Map<number, number>();
  for (const [place, split] of SPLITS.entries())
    for (const { photos } of splits[split])
      for (const { bytes } of photos) seen.set(bytes, (seen.get(bytes) ?? 0) | (1 << place));
  return new Set([...seen].flatMap(([bytes, places]) => (bytes > 0 && (places & (places - 1)) !== 0 ? [bytes] : [])));
}
