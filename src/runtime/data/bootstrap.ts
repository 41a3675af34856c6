import { drawWords } from './draws.ts';
import type { Dataset } from './dataset.ts';
import { chosenSamples } from './samples.ts';

/**
 * Places of a bootstrap sample: as many as there are samples, drawn with replacement (Efron 1979, section 2).
 * @param seed of the ensemble
 * @param member another number, another sample
 */
export function bootstrapPlaces(count: number, seed: number, member: number): Uint32Array {
  return drawWords('bootstrap', seed, member, count).map((word) => Math.floor((word / 2 ** 32) * count));
}

/** Places that a bootstrap sample has left out: its member may be judged by them (Breiman 1996, out-of-bag estimation). */
export function outOfBag(count: number, seed: number, member: number): Uint32Array {
  const drawn = new Set(bootstrapPlaces(count, seed, member));
  return Uint32Array.from({ length: count }, (_, place) => place).filter((place) => !drawn.has(place));
}

/** A data set whose training split is a bootstrap sample of itself. */
export function bootstrapped(dataset: Dataset, seed: number, member: number): Dataset {
  return withTraining(dataset, bootstrapPlaces(dataset.splits.train.length, seed, member));
}

/** A data set with some places of its training split in its place. */
export function withTraining(dataset: Dataset, places: Uint32Array): Dataset {
  return { ...dataset, splits: { ...dataset.splits, train: chosenSamples(dataset.splits.train, places) } };
}
