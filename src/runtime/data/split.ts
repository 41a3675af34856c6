import { hash } from 'node:crypto';
import type { DrawnSplit, Parts, Split } from '../../typecheck/typed-module.ts';
import { drawWords } from './draws.ts';
import { byCodeUnit } from './file-name.ts';
import type { PhotoList } from './photo-list.ts';
import { SPLITS, type SplitName } from './photo.ts';
import type { Scan } from './scan.ts';
import { divideRows } from './table/divide-rows.ts';

/** Some photos of a scan: their places in its list, and the numbers of their classes. */
export interface ClassedRows {
  readonly rows: Uint32Array;
  readonly classes: Uint32Array;
}

/** The photos of each split: classes in order, photos by name inside a class. */
export type Division = Readonly<Record<SplitName, ClassedRows>>;

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
  if (split.kind === 'files') throw new Error('photos in folders are not divided by files');
  const draft = new Draft();
  if (split.kind === 'folders') {
    for (const name of SPLITS)
      for (const [number, rows] of rowsByClass(scan, classes, name).entries()) draft.add(name, number, rows);
    return draft.division;
  }
  const { photos } = scan;
  const byClass = rowsByClass(scan, classes, undefined);
  if (groupOf !== undefined) return inGroups(photos, byClass, split, seed, groupOf);
  if (split.kind === 'hash') {
    for (const [number, rows] of byClass.entries())
      for (const row of rows) draft.add(splitOfDraw(drawFor(photos.file(row), seed), split), number, [row]);
    return draft.division;
  }
  const amounts = amountsPerClass(
    byClass.map(({ length }) => length),
    split,
  );
  for (const [number, rows] of byClass.entries()) {
    let from = 0;
    const drawn = inDrawnOrder(photos, rows, seed);
    for (const name of SPLITS) {
      const amount = amounts[number]?.[name] ?? 0;
      // Rows of a class come in the order of their photos' names.
      const chosen = drawn.subarray(from, from + amount).sort();
      draft.add(
        name,
        number,
        chosen.map((place) => rows[place] ?? 0),
      );
      from += amount;
    }
  }
  return draft.division;
}

/** A division in the making. */
export class Draft {
  private readonly rows: Record<SplitName, number[]> = { train: [], validation: [], test: [] };
  private readonly classes: Record<SplitName, number[]> = { train: [], validation: [], test: [] };

  add(split: SplitName, number: number, rows: Iterable<number>): void {
    for (const row of rows) {
      this.rows[split].push(row);
      this.classes[split].push(number);
    }
  }

  get division(): Division {
    const own = (split: SplitName): ClassedRows => ({
      rows: Uint32Array.from(this.rows[split]),
      classes: Uint32Array.from(this.classes[split]),
    });
    return { train: own('train'), validation: own('validation'), test: own('test') };
  }
}

/** What says of a photo, by its path below the data's folder, with which others it belongs together. */
export type GroupOf = (file: string) => string | undefined;

/** As the rows of a table are divided whose groups stay together. */
function inGroups(
  photos: PhotoList,
  byClass: readonly Uint32Array[],
  split: DrawnSplit,
  seed: number,
  groupOf: GroupOf,
): Division {
  const rows: number[] = [];
  const classes: number[] = [];
  const groups: number[] = [];
  const known = new Map<string, number>();
  for (const [number, own] of byClass.entries())
    for (const row of own) {
      const group = groupOf(photos.file(row));
      if (group === undefined) continue;
      if (!known.has(group)) known.set(group, known.size);
      rows.push(row);
      classes.push(number);
      groups.push(known.get(group) ?? 0);
    }
  const divided = divideRows(
    {
      count: rows.length,
      classes: Uint32Array.from(classes),
      draws: Float64Array.from(rows, (row) => drawFor(photos.file(row), seed)),
      groups: {
        of: Uint32Array.from(groups),
        draws: Float64Array.from(known.keys(), (group) => drawFor(group, seed)),
      },
    },
    split,
  );
  const chosen = (name: SplitName): ClassedRows => ({
    rows: divided[name].map((place) => rows[place] ?? 0),
    classes: divided[name].map((place) => classes[place] ?? 0),
  });
  return { train: chosen('train'), validation: chosen('validation'), test: chosen('test') };
}

/** The photos of each class by name; several folders of one class (`val` beside `validation`) count as one. */
function rowsByClass(
  { groups, photos }: Scan,
  classes: readonly string[],
  split: SplitName | undefined,
): readonly Uint32Array[] {
  return classes.map((name) => {
    const own = groups.filter((group) => group.name === name && group.split === split);
    return byName(
      photos,
      own.flatMap(({ rows }) => [...rows]),
    );
  });
}

function byName(photos: PhotoList, rows: readonly number[]): Uint32Array {
  const names = rows.map((row) => photos.file(row));
  const places = Uint32Array.from(rows.keys());
  places.sort((a, b) => byCodeUnit(names[a] ?? '', names[b] ?? ''));
  return places.map((place) => rows[place] ?? 0);
}

/** Places among some rows, sorted by a random number that belongs to the seed and the photo's name. */
function inDrawnOrder(photos: PhotoList, rows: Uint32Array, seed: number): Uint32Array {
  const draws = Float64Array.from(rows, (row) => drawFor(photos.file(row), seed));
  // Of equal draws the name decides, in whose order the rows are.
  return Uint32Array.from(rows.keys()).sort((a, b) => (draws[a] ?? 0) - (draws[b] ?? 0) || a - b);
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
  const digest = hash('sha256', name, 'buffer');
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
