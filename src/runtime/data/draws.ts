import { fillRandomWords } from '../../ir/philox.ts';

/**
 * What a draw is for. Each purpose has numbers of its own, so that none repeats those of another (or of the graph, which draws
 * by seed and step).
 */
const PURPOSES = { shuffle: 0x73687566, split: 0x73706c69, bootstrap: 0x62616767 } as const;

/** Random words for a purpose: they depend on the seed and the number given with it, and on nothing else. */
export function drawWords(
  purpose: keyof typeof PURPOSES,
  seed: number,
  which: number,
  count: number,
): Uint32Array {
  const [own = 0] = fillRandomWords(seed | 0, PURPOSES[purpose], new Uint32Array(1));
  return fillRandomWords(own | 0, which | 0, new Uint32Array(count));
}

/**
 * The numbers from 0 to `count` − 1 in random order (Fisher and Yates; Durstenfeld 1964).
 * @param which the epoch, for instance: another one, another order
 */
export function permutation(
  purpose: keyof typeof PURPOSES,
  seed: number,
  which: number,
  count: number,
): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  const words = drawWords(purpose, seed, which, count);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(((words[last] ?? 0) / 2 ** 32) * (last + 1));
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}
