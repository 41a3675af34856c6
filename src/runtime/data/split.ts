import { createHash } from 'node:crypto';
import type { DrawnSplit, Parts, Split } from '../../typecheck/typed-module.ts';
import { drawWords } from './draws.ts';
import { byCodeUnit } from './file-name.ts';
import { SPLITS, type PhotoFile, type SplitName } from './photo.ts';
import type { Scan } from './scan.ts';
import { divideRows } from './table/divide-rows.ts';

/** A photo and the number of its class. */
export interface ClassedPhoto {
  readonly photo: PhotoFile;
  readonly class: number;
}

/** The photos of each split: classes in order, photos by name inside a class. */
export type Division = Readonly<Record<SplitName, readonly ClassedPhoto[]>>;

/** How many of a class go where; what is left over goes nowhere. */
type Amounts = Readonly<Record<SplitName, number>>;

/**
 * Divides photos into training, validation and test. Drawn splits are stratified: each class gives its share. A photo's draw
 * depends on the seed and its name alone, so it mostly stays where it is when others come or go.
 * @param classes in the order of their numbers; photos of other classes are left out
 * @param groupOf where photos belong together, what says which; a photo of which it says nothing is left out
 */
export function divide(
  scan: Scan,
  classes: readonly string[],
  split: Split,
  seed: number,
  groupOf?: GroupOf,
): Division {
  const division: Record<SplitName, ClassedPhoto[]> = { train: [], validation: [], test: [] };
  if (split.kind === 'folders') {
    for (const name of SPLITS)
      for (const [number, photos] of photosByClass(scan, classes, name).entries())
        for (const photo of photos) division[name].push({ photo, class: number });
    return division;
  }
  if (split.kind === 'files') throw new Error('photos in folders are not divided by files');
  const groups = photosByClass(scan, classes, undefined);
  if (groupOf !== undefined) return inGroups(groups, split, seed, groupOf);
  if (split.kind === 'hash') {
    for (const [number, photos] of groups.entries())
      for (const photo of photos)
        division[splitOfDraw(drawFor(photo.file, seed), split)].push({ photo, class: number });
    return division;
  }
  const amounts = amountsPerClass(
    groups.map(({ length }) => length),
    split,
  );
  for (const [number, photos] of groups.entries()) {
    let from = 0;
    const drawn = inDrawnOrder(photos, seed);
    for (const name of SPLITS) {
      const amount = amounts[number]?.[name] ?? 0;
      const chosen = drawn.slice(from, from + amount).sort((a, b) => byCodeUnit(a.file, b.file));
      for (const photo of chosen) division[name].push({ photo, class: number });
      from += amount;
    }
  }
  return division;
}

/** What says of a photo, by its path below the data's folder, with which others it belongs together. */
export type GroupOf = (file: string) => string | undefined;

/** As the rows of a table are divided whose groups stay together. */
function inGroups(
  byClass: readonly (readonly PhotoFile[])[],
  split: DrawnSplit,
  seed: number,
  groupOf: GroupOf,
): Division {
  const photos = byClass.flatMap((own, number) =>
    own.flatMap((photo) => {
      const group = groupOf(photo.file);
      return group === undefined ? [] : [{ photo, class: number, group }];
    }),
  );
  const groups = [...new Set(photos.map(({ group }) => group))];
  const numberOf = new Map(groups.map((group, number) => [group, number]));
  const divided = divideRows(
    {
      count: photos.length,
      classes: Uint32Array.from(photos, (each) => each.class),
      draws: Float64Array.from(photos, ({ photo }) => drawFor(photo.file, seed)),
      groups: {
        of: Uint32Array.from(photos, ({ group }) => numberOf.get(group) ?? 0),
        draws: Float64Array.from(groups, (group) => drawFor(group, seed)),
      },
    },
    split,
  );
  const photosOf = (name: SplitName): readonly ClassedPhoto[] =>
    Array.from(divided[name], (row) => photos[row]).flatMap((each) =>
      each === undefined ? [] : [{ photo: each.photo, class: each.class }],
    );
  return { train: photosOf('train'), validation: photosOf('validation'), test: photosOf('test') };
}

/** The photos of each class by name; several folders of one class (`val` beside `validation`) count as one. */
function photosByClass(
  scan: Scan,
  classes: readonly string[],
  split: SplitName | undefined,
): readonly (readonly PhotoFile[])[] {
  return classes.map((name) =>
    scan.groups
      .filter((group) => group.name === name && group.split === split)
      .flatMap(({ photos }) => photos)
      .sort((a, b) => byCodeUnit(a.file, b.file)),
  );
}

/** Sorted by a random number that belongs to the seed and the photo's name. */
function inDrawnOrder(photos: readonly PhotoFile[], seed: number): readonly PhotoFile[] {
  return photos
    .map((photo) => ({ photo, draw: drawFor(photo.file, seed) }))
    .sort((a, b) => a.draw - b.draw || byCodeUnit(a.photo.file, b.photo.file))
    .map(({ photo }) => photo);
}

/**
 * The split to which a draw alone belongs.
 * @param draw 53 random bits
 */
export function splitOfDraw(draw: number, { train, validation }: Parts): SplitName {
  const share = draw / 2 ** 53;
  if (share < train) return 'train';
  return share < train + validation ? 'validation' : 'test';
}

/** 53 random bits. */
function drawFor(name: string, seed: number): number {
  const digest = createHash('sha256').update(name).digest();
  const [high = 0, low = 0] = drawWords('split', seed ^ digest.readInt32LE(4), digest.readInt32LE(0), 2);
  return (high >>> 11) * 2 ** 32 + low;
}

/**
 * How many photos of each class go to each split.
 * @param sizes photos of each class
 */
export function amountsPerClass(sizes: readonly number[], split: DrawnSplit): readonly Amounts[] {
  return split.kind === 'counts' ? byCounts(sizes, split) : sizes.map((size) => byFractions(size, split));
}

/** Boundaries are rounded, not amounts: fractions that sum to 1 leave nobody out. */
function byFractions(size: number, split: DrawnSplit): Amounts {
  const end = (fraction: number): number => Math.min(size, Math.round(size * fraction));
  const train = end(split.train);
  const validation = end(split.train + split.validation);
  const test = end(split.train + split.validation + split.test);
  return { train, validation: validation - train, test: test - validation };
}

/**
 * Counts are of the whole data set: each class gives in proportion to its size. Test and validation are served before
 * training; asking for more than there is gives what there is.
 */
function byCounts(sizes: readonly number[], split: DrawnSplit): readonly Amounts[] {
  const left = [...sizes];
  const amounts = sizes.map(() => ({ train: 0, validation: 0, test: 0 }));
  for (const name of ['test', 'validation', 'train'] as const) {
    const shares = inProportion(split[name], sizes, left);
    for (const [index, share] of shares.entries()) {
      const amount = amounts[index];
      if (amount !== undefined) amount[name] = share;
      left[index] = (left[index] ?? 0) - share;
    }
  }
  return amounts;
}

/** `total` in whole shares in proportion to `weights`, by largest remainder, none above its `room`. */
function inProportion(total: number, weights: readonly number[], room: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (sum === 0 ? 0 : (total * weight) / sum));
  const shares = exact.map((share, index) => Math.min(Math.floor(share), room[index] ?? 0));
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  let missing = total - shares.reduce((a, b) => a + b, 0);
  let given = true;
  while (missing > 0 && given) {
    given = false;
    for (const { index } of byRemainder) {
      if (missing === 0) break;
      if ((shares[index] ?? 0) >= (room[index] ?? 0)) continue;
      shares[index] = (shares[index] ?? 0) + 1;
      missing--;
      given = true;
    }
  }
  return shares;
}
