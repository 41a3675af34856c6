import type { Colour } from '../photo/colour.ts';
import type { Random } from '../random.ts';
import type { Anatomy, Ears, Eyes, Head, Horns, Tail } from './anatomy.ts';

export type Range = readonly [number, number];

/** A breed as ranges of proportions; an animal of it is one draw from each. */
export interface Breed {
  readonly name: string;
  /** How common it is against the others of its kind. */
  readonly weight: number;
  readonly body: {
    readonly leg: Range;
    readonly bone: Range;
    readonly torso: Range;
    readonly chest: Range;
    readonly waist: Range;
    readonly hip: Range;
    readonly neck: Range;
    readonly neckWidth: Range;
    readonly carriage: Range;
  };
  readonly tail: {
    readonly length: Range;
    readonly root: Range;
    readonly tip: Range;
    readonly held: readonly [Tail['held'], ...Tail['held'][]];
  };
  readonly head: {
    readonly skull: Range;
    readonly width: Range;
    readonly height: Range;
    readonly cheek: Range;
    readonly muzzle: Range;
    readonly muzzleWidth: Range;
    readonly taper: Range;
    readonly drop: Range;
    readonly pads: Range;
    readonly lips: Range;
    readonly nose: Range;
    readonly noseHeight: Range;
    readonly wedge: Range;
    readonly noses: readonly [Colour, ...Colour[]];
    readonly eye: Range;
    readonly eyesApart: Range;
    readonly eyeHeight: Range;
    readonly slant: Range;
    readonly irises: readonly [Colour, ...Colour[]];
    readonly irisSize: Range;
    readonly pupil: Eyes['pupil'];
    readonly pupilSize: Range;
    readonly whiskers: Range;
    /** How often the mouth is open. */
    readonly pants: number;
  };
  /** Whether it has hooves; paws where nothing is said. */
  readonly hooves?: boolean;
  /** How far a mane stands up; none where nothing is said. */
  readonly mane?: Range;
  /** Horns, for those that have some, and how often they have. */
  readonly horns?: {
    readonly often: number;
    readonly length: Range;
    readonly width: Range;
    readonly spread: Range;
    readonly curl: Range;
  };
  readonly ears: {
    readonly shape: Ears['shape'];
    readonly length: Range;
    readonly width: Range;
    readonly spread: Range;
    readonly apart: Range;
    readonly round: Range;
  };
}

/** One animal of a breed. `youth` (0 grown, 1 very young) gives it a larger head, larger eyes and shorter legs. */
export function animalOf(breed: Breed, random: Random, youth: number, shag: number): Anatomy {
  const { body, tail } = breed;
  const grown = 1 - 0.3 * youth;
  return {
    legLength: random.within(body.leg) * (1 - 0.22 * youth),
    bone: random.within(body.bone) * (1 + 0.12 * youth),
    torsoLength: random.within(body.torso) * grown,
    chest: random.within(body.chest) * (1 - 0.12 * youth),
    waist: random.within(body.waist) * (1 - 0.05 * youth),
    hip: random.within(body.hip) * (1 - 0.12 * youth),
    neckLength: random.within(body.neck) * grown,
    neck: random.within(body.neckWidth),
    carriage: random.within(body.carriage),
    tail: {
      length: random.within(tail.length) * grown,
      root: random.within(tail.root),
      tip: random.within(tail.tip),
      held: random.pick(tail.held),
    },
    head: headOf(breed, random, youth),
    hooves: breed.hooves ?? false,
    mane: breed.mane === undefined ? 0 : random.within(breed.mane) * grown,
    shag,
  };
}

function hornsOf({ horns }: Breed, random: Random, youth: number): Horns | undefined {
  if (horns === undefined || !random.chance(horns.often)) return undefined;
  return {
    length: random.within(horns.length) * (1 - 0.6 * youth),
    width: random.within(horns.width),
    spread: random.within(horns.spread),
    curl: random.within(horns.curl),
  };
}

function headOf(breed: Breed, random: Random, youth: number): Head {
  const { head, ears } = breed;
  return {
    skull: random.within(head.skull) * (1 + 0.16 * youth),
    width: random.within(head.width),
    height: random.within(head.height) * (1 + 0.06 * youth),
    cheek: random.within(head.cheek),
    muzzle: {
      length: random.within(head.muzzle) * (1 - 0.35 * youth),
      width: random.within(head.muzzleWidth),
      taper: random.within(head.taper),
      drop: random.within(head.drop),
      pads: random.within(head.pads),
      lips: random.within(head.lips),
    },
    nose: {
      width: random.within(head.nose),
      height: random.within(head.noseHeight),
      wedge: random.within(head.wedge),
      colour: random.pick(head.noses),
    },
    eyes: {
      size: random.within(head.eye) * (1 + 0.2 * youth),
      apart: random.within(head.eyesApart),
      height: random.within(head.eyeHeight) - 0.06 * youth,
      slant: random.within(head.slant),
      iris: random.pick(head.irises),
      irisSize: random.within(head.irisSize),
      pupil: head.pupil,
      pupilSize: random.within(head.pupilSize),
    },
    ears: {
      shape: ears.shape,
      length: random.within(ears.length) * (1 - 0.12 * youth),
      width: random.within(ears.width),
      spread: random.within(ears.spread),
      apart: random.within(ears.apart),
      round: random.within(ears.round),
    },
    whiskers: random.within(head.whiskers),
    mouth: random.chance(head.pants) ? random.between(0.3, 1) : 0,
    horns: hornsOf(breed, random, youth),
  };
}
