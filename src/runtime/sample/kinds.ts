import { cats } from './pets/cat.ts';
import { dogs } from './pets/dog.ts';
import { petPhoto } from './pets/photo.ts';
import type { Picture } from './photo/picture.ts';
import type { Random } from './random.ts';

/** A kind of sample data set: its classes, and who draws a photo of each. */
export interface Kind {
  /** Goes up whenever the same seed draws anything else than before. */
  readonly version: number;
  /** A class is the name of its folder and of its files: `cat/cat.0001.jpg`. */
  readonly classes: Readonly<Record<string, (random: Random, longSide: number) => Promise<Picture>>>;
}

/** The kinds of sample photos, by the name the command line knows them by. A new kind is a new entry. */
export const kinds = {
  pets: {
    version: 1,
    classes: {
      cat: (random, longSide) => petPhoto(cats, random, longSide),
      dog: (random, longSide) => petPhoto(dogs, random, longSide),
    },
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof kinds;

/** Whether there is a kind of that name. */
export function isKindName(name: string): name is KindName {
  return Object.hasOwn(kinds, name);
}

/** The kind of that name. */
export function kindOf(name: KindName): Kind {
  return kinds[name];
}
