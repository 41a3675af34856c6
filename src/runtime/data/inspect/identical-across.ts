import type { Dataset } from '../dataset.ts';
import { SPLITS } from '../photo.ts';
import { crossesSplits, identicalPhotos, type Alike, type PlacedPhoto } from './duplicates.ts';
import { lookAtPhotos } from './look-at-photos.ts';
import { placedPhotos } from './placed-photos.ts';

/** Photos that are looked at before a run at most: more would keep it from beginning. */
export const MOST_BEFORE_RUN = 100_000;
/** Files that are read before a run at most: of many photos few have sizes that are not in several splits. */
const MOST_FILES = 50_000;
/** Bytes of elements of one array that are read in the time of a file. */
const BYTES_OF_A_FILE = 1 << 14;

/**
 * Photos with the same bytes in several splits, before a run: only those are read whose size in bytes another split has
 * too, and only those are decoded that are the same, since a broken one is trained on nowhere. Of very many the rarest sizes
 * are looked at; `netc data` looks at all.
 * @param most files that are read
 * @param photosAtMost photos that are looked at
 * @returns undefined where there are more photos: none was looked at
 */
export async function identicalAcross(
  dataset: Dataset,
  most: number = MOST_FILES,
  photosAtMost: number = MOST_BEFORE_RUN,
): Promise<readonly Alike[] | undefined> {
  const placed = placedPhotos(dataset, photosAtMost);
  if (placed === undefined) return undefined;
  const sizes = sizesInSeveralSplits(placed, most);
  const across = identicalPhotos(placed.filter(({ photo }) => sizes.has(photo.bytes))).filter(crossesSplits);
  if (across.length === 0) return [];
  const photos = across.flatMap(([first]) => (first === undefined ? [] : [first.photo]));
  const broken = new Set<string>();
  for await (const { problem } of lookAtPhotos(dataset.folder, photos))
    if (problem !== undefined) broken.add(problem.file);
  return across.filter(([first]) => first !== undefined && !broken.has(first.photo.file));
}

/** Photos of one size: in which splits they are, and what reading them costs, in files. */
interface OfOneSize {
  splits: number;
  cost: number;
}

/** Sizes in bytes that photos of more than one split have, the rarest, as far as they may cost; empty and missing files are no photos. */
function sizesInSeveralSplits(placed: readonly PlacedPhoto[], most: number): ReadonlySet<number> {
  const seen = new Map<number, OfOneSize>();
  for (const { photo, split } of placed) {
    const { bytes, element } = photo;
    const known = seen.get(bytes) ?? { splits: 0, cost: 0 };
    known.splits |= 1 << SPLITS.indexOf(split);
    known.cost += element === undefined ? 1 : bytes / BYTES_OF_A_FILE;
    seen.set(bytes, known);
  }
  const shared = [...seen].filter(([bytes, own]) => bytes > 0 && (own.splits & (own.splits - 1)) !== 0);
  const chosen = new Set<number>();
  let cost = 0;
  for (const [bytes, own] of shared.sort(([a, one], [b, other]) => one.cost - other.cost || a - b)) {
    cost += own.cost;
    if (cost > most) break;
    chosen.add(bytes);
  }
  return chosen;
}
