import type { Dataset } from '../dataset.ts';
import type { PhotoProblem } from '../photo-problem.ts';
import { SPLITS, type SplitName } from '../photo.ts';
import { crossesSplits, identicalPhotos, similarPhotos, type Alike } from './duplicates.ts';
import { lookAtPhotos } from './look-at-photos.ts';
import { placedPhotos } from './placed-photos.ts';
import { thumbnailSize } from './thumbnail.ts';

/** What there is to know of a data set's photos. */
export interface Inspection {
  readonly dataset: Dataset;
  readonly counts: readonly ClassCounts[];
  readonly samples: Readonly<Record<SplitName, number>>;
  /** Heights and widths as stored: the smallest, the middle and the largest of each; undefined without photos. */
  readonly sizes: { readonly height: Range; readonly width: Range } | undefined;
  /** Of all files together. */
  readonly bytes: number;
  readonly broken: readonly PhotoProblem[];
  /** Photos with the same bytes: inside a split, and in several. */
  readonly identical: readonly Alike[];
  /** Pairs of photos of different splits that look alike and are not identical. */
  readonly similar: readonly Alike[];
}

/** Samples of one class of one label, in each split. */
export interface ClassCounts {
  readonly label: string;
  readonly class: string;
  readonly counts: Readonly<Record<SplitName, number>>;
}

export interface Range {
  readonly least: number;
  readonly middle: number;
  readonly most: number;
}

/** Looks at every photo of a data set; decodes those that it has not seen before. */
export async function inspectDataset(
  dataset: Dataset,
  progress?: (done: number, total: number) => void,
): Promise<Inspection> {
  const placed = placedPhotos(dataset);
  const heights: number[] = [];
  const widths: number[] = [];
  const broken: PhotoProblem[] = [];
  const seen: Parameters<typeof similarPhotos>[0][number][] = [];
  let done = 0;
  for await (const { thumbnail, stored, problem } of lookAtPhotos(
    dataset.folder,
    placed.map(({ photo }) => photo),
  )) {
    const own = placed[done++];
    if (problem !== undefined) broken.push(problem);
    if (stored !== undefined) {
      heights.push(stored[0]);
      widths.push(stored[1]);
    }
    // What is smaller than a thumbnail has too little in it to be recognised: every written 1 is like some other.
    const isLarge =
      stored === undefined || (stored[0] >= thumbnailSize.height && stored[1] >= thumbnailSize.width);
    if (own !== undefined && thumbnail !== undefined && isLarge) seen.push({ ...own, thumbnail });
    progress?.(done, placed.length);
  }
  const identical = identicalPhotos(
    placed.filter(({ photo }) => !broken.some(({ file }) => file === photo.file)),
  );
  const same = new Set(
    identical.filter(crossesSplits).flatMap((alike) => alike.map(({ photo }) => photo.file)),
  );
  return {
    dataset,
    counts: classCounts(dataset),
    samples: {
      train: dataset.splits.train.length,
      validation: dataset.splits.validation.length,
      test: dataset.splits.test.length,
    },
    sizes: heights.length === 0 ? undefined : { height: rangeOf(heights), width: rangeOf(widths) },
    bytes: placed.reduce((sum, { photo }) => sum + photo.bytes, 0),
    broken,
    identical,
    similar: similarPhotos(seen.filter(({ photo }) => !same.has(photo.file))),
  };
}

function classCounts({ splits, labels }: Dataset): readonly ClassCounts[] {
  return labels.flatMap(({ name, classes }, label) => {
    const tallies = (classes ?? []).map(() => ({ train: 0, validation: 0, test: 0 }));
    for (const split of SPLITS)
      for (let place = 0; place < splits[split].length; place++) {
        const tally = tallies[splits[split].label(place, label)[0] ?? -1];
        if (tally !== undefined) tally[split]++;
      }
    return (classes ?? []).map((own, number) => ({
      label: name,
      class: own,
      counts: tallies[number] ?? { train: 0, validation: 0, test: 0 },
    }));
  });
}

function rangeOf(values: readonly number[]): Range {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (place: number): number => sorted[place] ?? 0;
  return { least: at(0), middle: at(sorted.length >> 1), most: at(sorted.length - 1) };
}
