/** Bytes that move at most at once between arrays, threads and libraries; one larger thing still goes alone. */
const CHUNK = 64 * 1024 * 1024;

/** Consecutive items whose sizes sum to no more than a chunk, at least one in each. */
export function chunks<T>(items: Iterable<T>, bytes: (item: T) => number): T[][] {
  const result: T[][] = [];
  let sum = Infinity;
  for (const item of items) {
    sum += bytes(item);
    if (sum > CHUNK) {
      result.push([]);
      sum = bytes(item);
    }
    result.at(-1)?.push(item);
  }
  return result;
}
