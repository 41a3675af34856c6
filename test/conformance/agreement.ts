/** How far two lists of numbers are apart: max |a − b| over the larger of the reference's greatest magnitude and 1e-3. */
export function relativeDifference(actual: ArrayLike<number>, reference: ArrayLike<number>): number {
  if (actual.length !== reference.length) return Infinity;
  let scale = 1e-3;
  let difference = 0;
  for (let index = 0; index < reference.length; index++) {
    const expected = reference[index] ?? NaN;
    const given = actual[index] ?? NaN;
    scale = Math.max(scale, Math.abs(expected));
    const apart = Math.abs(given - expected);
    if (!(apart <= difference)) difference = apart;
    if (Number.isNaN(apart)) return Infinity;
  }
  return difference / scale;
}
