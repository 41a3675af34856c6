import type { Dataset } from '../dataset.ts';
import type { PhotoFile } from '../photo.ts';
import { byFirstName, crossesSplits, identicalPhotos, type Alike } from './duplicates.ts';
import { lookAtPhotos } from './look-at-photos.ts';
import { photoAt, photoUses, type PhotoUse } from './placed-photos.ts';

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
  const sizes = new Map<number, OfOneSize>();
  let looked = 0;
  for (const use of photoUses(dataset)) {
    if (looked++ === photosAtMost) return undefined;
    note(sizes, photoAt(dataset, use).photo, use);
  }
  // What is known of a photo is put together for those of one size at a time: it is much for all of them.
  const across = inSeveralSplits(sizes, most)
    .flatMap((uses) => identicalPhotos(uses.map((use) => photoAt(dataset, use))))
    .filter(crossesSplits)
    .sort(byFirstName);
  if (across.length === 0) return [];
  const photos = across.flatMap(([first]) => (first === undefined ? [] : [first.photo]));
  const broken = new Set<string>();
  for await (const { problem } of lookAtPhotos(dataset.folder, photos))
    if (problem !== undefined) broken.add(problem.file);
  return across.filter(([first]) => first !== undefined && !broken.has(first.photo.file));
}

/** Photos of one size. */
interface OfOneSize {
  readonly uses: PhotoUse[];
  /** What reading them costs, in files. */
  cost: number;
}

function note(sizes: Map<number, OfOneSize>, { bytes, element }: PhotoFile, use: PhotoUse): void {
  const own = sizes.get(bytes) ?? { uses: [], cost: 0 };
  own.uses.push(use);
  own.cost += element === undefined ? 1 : bytes / BYTES_OF_A_FILE;
  sizes.set(bytes, own);
}

/**
 * Photos whose size in bytes those of another split have too, size by size: the rarest, as far as they may cost. Empty
 * and missing files are no photos.
 */
function inSeveralSplits(
  sizes: ReadonlyMap<number, OfOneSize>,
  most: number,
): readonly (readonly PhotoUse[])[] {
  const shared = [...sizes].filter(
    ([bytes, { uses }]) => bytes > 0 && uses.some(({ split }) => split !== uses[0]?.split),
  );
  const chosen: (readonly PhotoUse[])[] = [];
  let cost = 0;
  for (const [, own] of shared.sort(([a, one], [b, other]) => one.cost - other.cost || a - b)) {
    cost += own.cost;
    if (cost > most) break;
    chosen.push(own.uses);
  }
  return chosen;
}
