import { animalKinds } from './animals/kind.ts';
import { facePhoto } from './faces/photo.ts';
import { sitterOf } from './faces/sitter.ts';
import { faceTable } from './faces/table.ts';
import type { Counts } from './folder/request.ts';
import type { KindName } from './kind-names.ts';
import { cats } from './pets/cat.ts';
import { dogs } from './pets/dog.ts';
import { petPhoto } from './pets/photo.ts';
import type { Picture } from './photo/picture.ts';
import type { Random } from './random.ts';

/** Draws the photo of a class that has this number, in a set of this seed, with `random` for its own. */
type Draw = (
  random: Random,
  longSide: number,
  place: { readonly seed: number; readonly index: number },
) => Promise<Picture>;

/** A kind of sample data set: its classes, and who draws a photo of each. */
export interface Kind {
  /** Goes up whenever the same seed draws anything else than before. */
  readonly version: number;
  /** Photos of each split, and their longest side, where nothing else is asked for. */
  readonly counts: Counts;
  readonly size: number;
  /** A class is the name of its folder and of its files: `cat/cat.0001.jpg`. */
  readonly classes: Readonly<Record<string, Draw>>;
  /**
   * The table of a kind that has one, instead of a folder for each split and class: photos 1 to `count`, as CSV. Its photos lie
   * in one folder and are divided by who reads them.
   */
  readonly table?: (seed: number, count: number, pathOf: (index: number) => string) => string;
}

/** The kinds of sample photos, by the name the command line knows them by. A new kind is a new entry. */
const kinds: Readonly<Record<KindName, Kind>> = {
  pets: {
    version: 1,
    counts: { train: 2000, validation: 1000, test: 1000 },
    size: 500,
    classes: {
      cat: (random, longSide) => petPhoto(cats, random, longSide),
      dog: (random, longSide) => petPhoto(dogs, random, longSide),
    },
  },
  animals: {
    version: 1,
    counts: { train: 14400, validation: 1200, test: 1200 },
    size: 250,
    classes: animalKinds,
  },
  faces: {
    version: 2,
    counts: { train: 2000, validation: 1000, test: 1000 },
    size: 250,
    classes: {
      face: (random, longSide, { seed, index }) => facePhoto(sitterOf(seed, index), seed, random, longSide),
    },
    table: faceTable,
  },
};

/** Whether there is a kind of that name. */
export function isKindName(name: string): name is KindName {
  return Object.hasOwn(kinds, name);
}

/** The kind of that name. */
export function kindOf(name: KindName): Kind {
  return kinds[name];
}
