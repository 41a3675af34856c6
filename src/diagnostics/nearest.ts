/**
 * The Damerau-Levenshtein distance of two words in its optimal string alignment form: the fewest insertions,
 * deletions, substitutions and swaps of neighbours that turn one into the other, no part edited twice.
 */
export function editDistance(from: string, to: string): number {
  let beforePrevious: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        (previous[column] ?? Infinity) + 1,
        (current[column - 1] ?? Infinity) + 1,
        (previous[column - 1] ?? Infinity) + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && swapped)
        cost = Math.min(cost, (beforePrevious[column - 2] ?? Infinity) + 1);
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[to.length] ?? 0;
}

/** Longer words are not typing slips of anything, and comparing them would cost time on hostile input. */
const longestWord = 60;

/**
 * The candidate that `name` was most likely meant to be, or `undefined` when none is close: at most one slip in
 * three letters, and never as many slips as letters. Case and underscores count little (`max_pool` finds
 * `maxpool`, `Conv2D` finds `conv2d`). Of equally near candidates the first wins.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length === 0 || name.length > longestWord) return undefined;
  const wanted = plain(name);
  let best: string | undefined;
  let bestScore = Infinity;
  for (const candidate of candidates) {
    if (candidate === name || candidate.length > longestWord) continue;
    const other = plain(candidate);
    const allowed = Math.max(1, Math.floor(Math.max(wanted.length, other.length) / 3));
    if (Math.abs(wanted.length - other.length) > allowed) continue;
    const slips = editDistance(wanted, other);
    if (slips > allowed || slips >= Math.min(wanted.length, other.length)) continue;
    const score = slips + (slips === 0 ? 0 : editDistance(name, candidate) / 100);
    if (score < bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

/** A word without what people get wrong without noticing. */
function plain(word: string): string {
  const bare = word.toLowerCase().replaceAll('_', '');
  return bare === '' ? word : bare;
}
