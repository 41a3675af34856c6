/**
 * The area under the receiver operating characteristic: how often a positive sample scores above a negative one, ties
 * counting half (Hanley & McNeil 1982, section 3, by ranks). Undefined where one of the two is missing.
 */
export function rankingArea(
  samples: readonly { readonly score: number; readonly positive: boolean }[],
): number | undefined {
  const ranked = samples.toSorted((a, b) => a.score - b.score);
  const positives = samples.filter(({ positive }) => positive).length;
  const negatives = samples.length - positives;
  if (positives === 0 || negatives === 0) return undefined;
  let below = 0;
  let won = 0;
  for (let start = 0; start < ranked.length;) {
    let end = start;
    let positivesHere = 0;
    while (end < ranked.length && ranked[end]?.score === ranked[start]?.score) {
      positivesHere += Number(ranked[end]?.positive);
      end++;
    }
    // A score that is not a number equals nothing, not even itself.
    if (end === start) return undefined;
    const negativesHere = end - start - positivesHere;
    won += positivesHere * (below + negativesHere / 2);
    below += negativesHere;
    start = end;
  }
  return won / (positives * negatives);
}
