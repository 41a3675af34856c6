import type { DrawnSplit } from '../../../typecheck/typed-module.ts';
import { SPLITS, type SplitName } from '../photo.ts';
import { amountsPerClass, splitOfDraw } from '../split.ts';
import { divideGroups } from './divide-groups.ts';

/** Rows and what decides where they go. */
export interface RowsToDivide {
  readonly count: number;
  /** The class of each row; a number of its own for those without one. */
  readonly classes: Uint32Array;
  /** A random number for each row: rows with the same are never parted. */
  readonly draws: Float64Array;
  /** The group of each row, where groups are kept together, and a random number for each group. */
  readonly groups: { readonly of: Uint32Array; readonly draws: Float64Array } | undefined;
}

/** Divides rows into splits, each class by itself; the rows of a split stay in the table's order. */
export function divideRows(rows: RowsToDivide, split: DrawnSplit): Readonly<Record<SplitName, Uint32Array>> {
  const splitOf = splitsOf(rows, split);
  const chosen = (name: SplitName): Uint32Array => {
    const number = SPLITS.indexOf(name);
    const places = new Uint32Array(rows.count);
    let found = 0;
    for (let row = 0; row < rows.count; row++) if (splitOf[row] === number) places[found++] = row;
    return places.slice(0, found);
  };
  return { train: chosen('train'), validation: chosen('validation'), test: chosen('test') };
}

function splitsOf(rows: RowsToDivide, split: DrawnSplit): Uint8Array {
  const { groups, draws } = rows;
  if (split.kind === 'hash') {
    const own = (draw: number | undefined): number => SPLITS.indexOf(splitOfDraw(draw ?? 0, split));
    return groups === undefined
      ? Uint8Array.from(draws, own)
      : Uint8Array.from(groups.of, (group) => own(groups.draws[group]));
  }
  return groups === undefined ? drawSplits(rows, split) : divideGroups(rows, groups, split);
}

/** Says of each row the number of its split; that of no split for what is left over. */
function drawSplits({ count, classes, draws }: RowsToDivide, split: DrawnSplit): Uint8Array {
  const byClass = rowsByClass(count, classes);
  const amounts = amountsPerClass(
    byClass.map(({ length }) => length),
    split,
  );
  const splitOf = new Uint8Array(count);
  for (const [number, members] of byClass.entries()) {
    const sorted = Float64Array.from(members, (row) => draws[row] ?? 0).sort();
    let end = 0;
    const ends = SPLITS.map((name) => (end += amounts[number]?.[name] ?? 0));
    // Up to and with this draw rows belong to a split.
    const limits = ends.map((place) => sorted[place - 1] ?? -1);
    for (const row of members) {
      const draw = draws[row] ?? 0;
      const own = limits.findIndex((limit) => draw <= limit);
      splitOf[row] = own < 0 ? SPLITS.length : own;
    }
  }
  return splitOf;
}

function rowsByClass(count: number, classes: Uint32Array): readonly Uint32Array[] {
  const sizes: number[] = [];
  for (const number of classes) sizes[number] = (sizes[number] ?? 0) + 1;
  const members = Array.from(sizes, (size: number | undefined) => new Uint32Array(size ?? 0));
  const filled = new Uint32Array(members.length);
  for (let row = 0; row < count; row++) {
    const number = classes[row] ?? 0;
    const place = filled[number] ?? 0;
    filled[number] = place + 1;
    const own = members[number];
    if (own !== undefined) own[place] = row;
  }
  return members;
}
