import type { Split } from '../../../typecheck/typed-module.ts';
import { SPLITS } from '../photo.ts';
import { amountsPerClass } from '../split.ts';
import type { RowsToDivide } from './divide-rows.ts';

type Groups = NonNullable<RowsToDivide['groups']>;

/**
 * Divides rows so that no group is in two splits. Groups come in drawn order, and each goes whole to the split that
 * still wants most of what it has, as a share of what it wanted at first: so each class is divided in proportion, as far
 * as groups allow.
 * @returns of each row the number of its split; that of no split for what is left over
 */
export function divideGroups(
  { count, classes }: RowsToDivide,
  groups: Groups,
  split: Extract<Split, { readonly train: number }>,
): Uint8Array {
  const members = membersOf(groups, count);
  const wanted = wantedRows(classes, split);
  const missing = wanted.map((each) => Float64Array.from(each));
  const splitOfGroup = new Uint8Array(members.length);
  const order = Uint32Array.from(members.keys()).sort(
    (a, b) => (groups.draws[a] ?? 0) - (groups.draws[b] ?? 0) || a - b,
  );
  for (const group of order) {
    const rows = members[group] ?? new Uint32Array();
    let best: number = SPLITS.length;
    let most = -Infinity;
    for (const [place, own] of missing.entries()) {
      let need = 0;
      for (const row of rows) need += shareLeft(own, wanted[place], classes[row] ?? 0);
      if (need > most) [most, best] = [need, place];
    }
    splitOfGroup[group] = best;
    const own = missing[best];
    if (own === undefined) continue;
    for (const row of rows) {
      const number = classes[row] ?? 0;
      own[number] = (own[number] ?? 0) - 1;
    }
  }
  return Uint8Array.from(groups.of, (group) => splitOfGroup[group] ?? SPLITS.length);
}

/** A split that wants nothing of a class takes it last. */
function shareLeft(missing: Float64Array, wanted: Float64Array | undefined, number: number): number {
  const all = wanted?.[number] ?? 0;
  return all === 0 ? -1 : (missing[number] ?? 0) / all;
}

/** Rows of each class for each split, and what is to be left over at the end. */
function wantedRows(
  classes: Uint32Array,
  split: Extract<Split, { readonly train: number }>,
): readonly Float64Array[] {
  const sizes: number[] = [];
  for (const number of classes) sizes[number] = (sizes[number] ?? 0) + 1;
  const counts = Array.from(sizes, (size: number | undefined) => size ?? 0);
  const amounts = amountsPerClass(counts, split);
  const parts = SPLITS.map((name) => Float64Array.from(amounts, (amount) => amount[name]));
  const rest = Float64Array.from(counts, (size, number) =>
    parts.reduce((left, part) => left - (part[number] ?? 0), size),
  );
  return [...parts, rest];
}

function membersOf({ of, draws }: Groups, count: number): readonly Uint32Array[] {
  const sizes = new Uint32Array(draws.length);
  for (const group of of) sizes[group] = (sizes[group] ?? 0) + 1;
  const members = Array.from(sizes, (size) => new Uint32Array(size));
  const filled = new Uint32Array(draws.length);
  for (let row = 0; row < count; row++) {
    const group = of[row] ?? 0;
    const own = members[group];
    if (own === undefined) continue;
    own[filled[group] ?? 0] = row;
    filled[group] = (filled[group] ?? 0) + 1;
  }
  return members;
}
