import { argmax } from '../metrics/samples.ts';

/** How members make one answer: `mean` and `weighted` of their probabilities, `majority` of the classes they say. */
export type Vote = 'mean' | 'majority' | 'weighted';

/**
 * What an ensemble says of one sample: a share for each class, which add up to 1. Of a majority these are shares of votes,
 * and where classes have equally many, the members' mean probability decides.
 * @param said a probability a class, of each member
 * @param weights of the members, for `weighted`
 */
export function combined(
  said: readonly (readonly number[])[],
  vote: Vote,
  weights: readonly number[] = [],
): readonly number[] {
  const equal = said.map(() => 1);
  if (vote === 'mean') return average(said, equal);
  const usable = said.some((_, member) => (weights[member] ?? 0) > 0);
  if (vote === 'weighted') return average(said, usable ? weights : equal);
  return average(
    said.map((row) => row.map((_, index) => Number(index === argmax(row)))),
    equal,
  );
}

/** The class that an ensemble says: the first of the likeliest, after a tie of votes the likeliest by probability. */
export function chosenClass(said: readonly (readonly number[])[], shares: readonly number[]): number {
  const most = Math.max(...shares);
  const probabilities = average(
    said,
    said.map(() => 1),
  );
  return argmax(probabilities.map((probability, index) => (shares[index] === most ? 1 + probability : 0)));
}

/** How many of all pairs of members say different classes, a mean over samples. */
export function disagreement(classes: readonly (readonly number[])[]): number {
  let [differing, pairs] = [0, 0];
  for (const said of classes)
    for (let a = 0; a < said.length; a++)
      for (let b = a + 1; b < said.length; b++) {
        pairs++;
        differing += Number(said[a] !== said[b]);
      }
  return pairs === 0 ? 0 : differing / pairs;
}

/**
 * The share of samples of which two members say different classes, for each pair of members.
 * @param classes of each sample what each member says; undefined where it says nothing of it
 */
export function pairDisagreements(
  classes: readonly (readonly (number | undefined)[])[],
): readonly (readonly number[])[] {
  const members = classes[0]?.map((_, member) => member) ?? [];
  const between = (one: number, other: number): number => {
    const both = classes.filter((said) => said[one] !== undefined && said[other] !== undefined);
    const differing = both.filter((said) => said[one] !== said[other]);
    return both.length === 0 ? 0 : differing.length / both.length;
  };
  return members.map((one) => members.map((other) => (one === other ? 0 : between(one, other))));
}

function average(rows: readonly (readonly number[])[], weights: readonly number[]): readonly number[] {
  const total = rows.reduce((sum, _, index) => sum + (weights[index] ?? 0), 0);
  const classes = rows[0]?.length ?? 0;
  return Array.from(
    { length: classes },
    (_, of) => rows.reduce((sum, row, index) => sum + (weights[index] ?? 0) * (row[of] ?? 0), 0) / total,
  );
}
