import type { Breed } from './breed.ts';
import type { Wardrobe } from './coat.ts';
import type { PoseName } from './pose.ts';

/** Poses by how common they are. */
export type Poses = readonly [readonly [number, PoseName], ...(readonly [number, PoseName])[]];

/** A kind of animal: its breeds, and where it has them, furs and habits of its own. */
export interface Species {
  readonly breeds: readonly [Breed, ...Breed[]];
  /** Its own furs, for most of its animals; the others have those of cats and dogs, so that colour alone says little. */
  readonly wardrobe?: Wardrobe;
  readonly poses?: Poses;
  /** The least length of its fur, 0 to 1. */
  readonly shag?: number;
}

/** The poses of cats and dogs. */
export const petPoses: Poses = [
  [3, 'sitting'],
  [2, 'standing'],
  [1.5, 'walking'],
  [2, 'lying'],
  [1.2, 'resting'],
  [0.6, 'bowing'],
];

/** The poses of animals with hooves, who do not sit. */
export const grazing: Poses = [
  [4, 'standing'],
  [3, 'walking'],
  [1.5, 'lying'],
  [0.8, 'resting'],
];
