import { type Colour, hex, mixed } from '../photo/colour.ts';
import type { Random } from '../random.ts';
import type { Gender, Race, Sitter } from './sitter.ts';

type Range = readonly [number, number];
type Weighted<T> = readonly [readonly [number, T], ...(readonly [number, T])[]];

export type Texture = 'straight' | 'wavy' | 'curly' | 'coily';
export type HairCut = 'bald' | 'buzzed' | 'short' | 'bob' | 'long' | 'tied';

/** What one face looks like. Lengths are in radii of the skull. */
export interface Looks {
  /** 0 at birth, 1 from about 18 on: how far head and body have grown. */
  readonly growth: number;
  /** 0 until about 30, 1 at about 85: what years leave in a face. */
  readonly wear: number;
  readonly skin: Colour;
  readonly blush: Colour;
  readonly freckles: number;
  readonly hair: Colour;
  /** Share of hairs that have turned grey. */
  readonly grey: number;
  readonly texture: Texture;
  readonly cut: HairCut;
  /** How far the hairline has gone back, 0 to 1. */
  readonly receding: number;
  readonly fringe: boolean;
  /** Length of the beard, 0 (none), below 0.3 stubble, to 1. */
  readonly beard: number;
  readonly moustache: number;
  readonly iris: Colour;
  readonly eyeSize: number;
  /** How far the lids stand open, 0 to 1. */
  readonly eyeOpen: number;
  /** How much of the upper lid lies under a fold, 0 to 1. */
  readonly eyeFold: number;
  readonly eyeSlant: number;
  readonly brow: number;
  /** How far the middle of a brow stands above its ends. */
  readonly browArch: number;
  readonly browRidge: number;
  readonly noseWidth: number;
  readonly noseBridge: number;
  readonly noseLength: number;
  readonly lips: number;
  /** How much redder than the skin they are, 0 to 1. */
  readonly lipColour: number;
  readonly faceWidth: number;
  readonly faceLength: number;
  readonly jaw: number;
  readonly chin: number;
  readonly cheeks: number;
  readonly ears: number;
  readonly neck: number;
  readonly shoulders: number;
}

/**
 * What people of a drawn origin tend to look like. No single trait tells an origin in every light, and its neighbours share or touch
 * each range; several together do, of which skin, hair and the width of a face still show on a small photo.
 */
interface Tendency {
  readonly melanin: Range;
  readonly hairs: readonly [Colour, ...Colour[]];
  readonly textures: Weighted<Texture>;
  readonly irises: readonly [Colour, ...Colour[]];
  readonly eyeFold: Range;
  readonly eyeSlant: Range;
  readonly browArch: Range;
  readonly noseWidth: Range;
  readonly noseBridge: Range;
  readonly lips: Range;
  readonly faceWidth: Range;
}

const black = hex('#1a1716');
const darkBrown = hex('#2e2019');
const brown = hex('#523826');
const lightBrown = hex('#7a5838');
const blond = hex('#b8935c');
const fair = hex('#d8be8c');
const red = hex('#8e4a26');
const brownEyes = [hex('#3a2414'), hex('#4a2e18'), hex('#5a3a1e')] as const;

const tendencies: Readonly<Record<Race, Tendency>> = {
  white: {
    melanin: [0, 0.2],
    hairs: [fair, blond, lightBrown, lightBrown, brown, brown, red],
    textures: [
      [3, 'straight'],
      [3, 'wavy'],
      [0.6, 'curly'],
    ],
    irises: [hex('#5a86b0'), hex('#7496a8'), hex('#6a8a5a'), hex('#8a6a3a'), ...brownEyes],
    eyeFold: [0, 0.25],
    eyeSlant: [-0.08, 0.06],
    browArch: [0.05, 0.1],
    noseWidth: [0.78, 0.98],
    noseBridge: [1.0, 1.3],
    lips: [0.7, 0.95],
    faceWidth: [0.91, 1.0],
  },
  black: {
    melanin: [0.76, 1],
    hairs: [black, black, darkBrown],
    textures: [
      [6, 'coily'],
      [1, 'curly'],
    ],
    irises: [hex('#2a1a10'), hex('#3a2414'), hex('#2e1e14')],
    eyeFold: [0, 0.25],
    eyeSlant: [-0.04, 0.08],
    browArch: [0.04, 0.08],
    noseWidth: [1.15, 1.42],
    noseBridge: [0.6, 0.9],
    lips: [1.2, 1.5],
    faceWidth: [0.93, 1.04],
  },
  asian: {
    melanin: [0.14, 0.34],
    hairs: [black],
    textures: [[1, 'straight']],
    irises: [hex('#2a1a10'), hex('#3a2414'), hex('#2e1e14')],
    eyeFold: [0.7, 1],
    eyeSlant: [0.08, 0.22],
    browArch: [-0.03, 0.02],
    noseWidth: [0.92, 1.14],
    noseBridge: [0.5, 0.8],
    lips: [0.85, 1.1],
    faceWidth: [1.03, 1.14],
  },
  indian: {
    melanin: [0.52, 0.74],
    hairs: [black, black, darkBrown],
    textures: [
      [3, 'straight'],
      [3, 'wavy'],
    ],
    irises: brownEyes,
    eyeFold: [0, 0.25],
    eyeSlant: [-0.04, 0.08],
    browArch: [0.07, 0.13],
    noseWidth: [0.88, 1.08],
    noseBridge: [1.0, 1.3],
    lips: [0.9, 1.15],
    faceWidth: [0.9, 0.99],
  },
  other: {
    melanin: [0.34, 0.52],
    hairs: [brown, brown, darkBrown],
    textures: [
      [2, 'wavy'],
      [3, 'curly'],
    ],
    irises: [...brownEyes, hex('#6a8a5a')],
    eyeFold: [0.2, 0.5],
    eyeSlant: [-0.04, 0.1],
    browArch: [0.01, 0.06],
    noseWidth: [1.0, 1.25],
    noseBridge: [0.8, 1.05],
    lips: [0.95, 1.25],
    faceWidth: [0.98, 1.08],
  },
};

const skins = [hex('#f4d6c4'), hex('#e6b898'), hex('#c8916a'), hex('#94603e'), hex('#4e3022')] as const;

/** Skin by how much melanin it has, 0 to 1. */
function skinOf(melanin: number, random: Random): Colour {
  const at = Math.min(3.999, melanin * 4);
  const low = Math.floor(at);
  const [r, g, b] = mixed(skins[low] ?? skins[0], skins[low + 1] ?? skins[4], at - low);
  const warm = random.between(-0.015, 0.02);
  return [r + warm, g, b - warm];
}

/** 0 below the first age, 1 above the second, even between. */
const ramp = (from: number, to: number, age: number): number =>
  Math.min(1, Math.max(0, (age - from) / (to - from)));

const cuts: Readonly<Record<Gender, Weighted<HairCut>>> = {
  female: [
    [5, 'long'],
    [3, 'bob'],
    [2, 'tied'],
    [1, 'short'],
  ],
  male: [
    [7.5, 'short'],
    [1.6, 'buzzed'],
    [0.7, 'long'],
    [0.5, 'bob'],
  ],
};

/** The looks of a person at an age: `nature` is the same for all photos of the person, `day` belongs to one. */
export function looksOf({ age, gender, race }: Sitter, nature: Random, day: Random): Looks {
  const tendency = tendencies[race];
  const growth = ramp(0, 18, age) ** 0.75;
  const wear = ramp(28, 85, age + nature.bell() * 4);
  const man = gender === 'male';
  // What tells men from women grows with them.
  const grown = growth ** 1.5;
  const manly = (man ? 1 : -1) * grown;
  const melanin = nature.within(tendency.melanin);
  const skin = skinOf(melanin, nature);
  const greying = nature.between(-9, 9);
  const balding = man && nature.chance(0.6) ? nature.between(0.4, 1.3) : 0;
  const receding = Math.min(1, balding * ramp(26, 68, age));
  const cut = nature.weighted(cuts[gender]);
  const bearded = man && age >= 18 ? day.weighted<number>(beards) : 0;
  return {
    growth,
    wear,
    skin,
    blush: mixed(skin, [0.78, 0.32, 0.28], 0.42 - 0.22 * melanin),
    freckles: race === 'white' && nature.chance(0.25) ? nature.between(0.3, 1) : 0,
    hair: age < 4 ? mixed(nature.pick(tendency.hairs), blond, 0.15) : nature.pick(tendency.hairs),
    grey: ramp(34, 68, age + greying) ** 1.4,
    texture: nature.weighted(tendency.textures),
    cut: age < 2 ? 'buzzed' : receding > 0.85 ? 'bald' : cut,
    receding,
    fringe: nature.chance(man ? 0.25 : 0.4),
    beard: bearded * day.between(0.7, 1),
    moustache: bearded > 0.3 || (man && age >= 18 && day.chance(0.08)) ? day.between(0.6, 1) : 0,
    iris: nature.pick(tendency.irises),
    eyeSize: nature.between(0.93, 1.07) * (1.32 - 0.32 * growth),
    eyeOpen: day.between(0.62, 0.92) - 0.18 * wear,
    eyeFold: Math.min(1, nature.within(tendency.eyeFold) + 0.3 * wear),
    eyeSlant: nature.within(tendency.eyeSlant) - 0.08 * wear,
    brow: (1 + 0.32 * manly) * nature.between(0.85, 1.2) * (0.55 + 0.45 * growth),
    browArch: nature.fork('brow').within(tendency.browArch),
    browRidge: grown * (man ? nature.between(0.5, 1) : nature.between(0, 0.3)),
    noseWidth:
      nature.within(tendency.noseWidth) * (1 + 0.05 * manly) * (0.8 + 0.2 * growth) * (1 + 0.12 * wear),
    noseBridge: nature.within(tendency.noseBridge) * (0.6 + 0.4 * growth),
    noseLength: nature.between(0.9, 1.12) * (0.62 + 0.38 * growth) * (1 + 0.12 * wear),
    lips: nature.within(tendency.lips) * (1 - 0.06 * manly) * (1 - 0.35 * wear),
    lipColour: !man && age >= 16 && day.chance(0.45) ? day.between(0.5, 0.95) : day.between(0.12, 0.3),
    faceWidth: nature.within(tendency.faceWidth) * (1 + 0.02 * manly),
    faceLength: nature.between(0.94, 1.06) * (0.74 + 0.26 * growth),
    jaw: (1 + 0.13 * manly) * nature.between(0.92, 1.08) * (0.82 + 0.18 * growth),
    chin: (1 + 0.2 * manly) * nature.between(0.85, 1.15) * (0.7 + 0.3 * growth),
    cheeks: nature.between(0.85, 1.15) * (1.28 - 0.28 * growth) * (1 - 0.2 * wear),
    ears: nature.between(0.9, 1.1) * (0.9 + 0.1 * growth) * (1 + 0.18 * wear),
    neck: (1 + 0.14 * manly) * nature.between(0.92, 1.08) * (0.62 + 0.38 * growth),
    shoulders: (1 + 0.12 * manly) * nature.between(0.92, 1.08) * (0.5 + 0.5 * growth),
  };
}

const beards: Weighted<number> = [
  [4.5, 0],
  [2.5, 0.22],
  [1.6, 0.5],
  [1.2, 1],
];
