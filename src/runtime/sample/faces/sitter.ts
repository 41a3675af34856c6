import { Random } from '../random.ts';

/** The drawn attributes of a face, as the table says them. */
export const genders = ['female', 'male'] as const;
export const races = ['white', 'black', 'asian', 'indian', 'other'] as const;

export type Gender = (typeof genders)[number];
export type Race = (typeof races)[number];

/** Who is on a photo: a row of the table. */
export interface Sitter {
  /** From 1. Photos of one person lie beside each other, and never in two splits of a division by person. */
  readonly person: number;
  /** In whole years. */
  readonly age: number;
  readonly gender: Gender;
  readonly race: Race;
}

/** Which of four people each of ten photos in a row shows: some sit once, some up to four times. */
const turns = [0, 1, 1, 2, 2, 2, 3, 3, 3, 3] as const;
const people = 4;

/** Who is on photo number `index` (from 1): the same person for the same seed, however many photos there are. */
export function sitterOf(seed: number, index: number): Sitter {
  const round = Math.floor((index - 1) / turns.length);
  const person = round * people + (turns[(index - 1) % turns.length] ?? 0) + 1;
  const life = personRandom(seed, person).fork('attributes');
  const gender = life.pick(genders);
  const race = life.pick(races);
  const youngest = life.between(1, 84);
  // Photos of one person are taken within some years.
  const later = new Random(seed, 'faces', 'photo', index).between(0, 6);
  return { person, age: Math.floor(youngest + later), gender, race };
}

/** What a person's looks are drawn from, whatever photo it is. */
export function personRandom(seed: number, person: number): Random {
  return new Random(seed, 'faces', 'person', person);
}
