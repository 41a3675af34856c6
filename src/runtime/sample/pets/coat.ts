import type { Colour } from '../photo/colour.ts';
import { hex, hsl, mixed } from '../photo/colour.ts';
import type { Random } from '../random.ts';

export type Pattern =
  'plain' | 'striped' | 'spotted' | 'patched' | 'points' | 'saddle' | 'bicolour' | 'brindled' | 'mask';

/** Where a coat turns white, each 0 (nowhere) to 1 (far). */
export interface Whites {
  readonly bib: number;
  readonly socks: number;
  readonly belly: number;
  readonly blaze: number;
  readonly muzzle: number;
  readonly tailTip: number;
}

/** The fur of one animal. */
export interface Coat {
  readonly pattern: Pattern;
  readonly base: Colour;
  readonly mark: Colour;
  /** A second marking colour, of calicos and tricolours. */
  readonly accent: Colour;
  readonly white: Colour;
  readonly whites: Whites;
  /** Where in the field of noise this animal's markings lie. */
  readonly offset: number;
  /** How dense stripes and spots are. */
  readonly frequency: number;
  /** Strength of light and dark hairs side by side. */
  readonly grain: number;
  /** Skin where it shows: inside the ears. */
  readonly skin: Colour;
}

/** A ground colour and the colour of its markings. */
type Tint = readonly [Colour, Colour];

/** What furs there are: colours, and patterns by how common they are. */
export interface Wardrobe {
  readonly tints: readonly [Tint, ...Tint[]];
  readonly patterns: readonly [readonly [number, Pattern], ...(readonly [number, Pattern])[]];
}

function shifted(colour: Colour, random: Random): Colour {
  const by = random.between(0.88, 1.1);
  const warm = random.between(-0.025, 0.025);
  const clamp = (v: number): number => Math.min(0.97, Math.max(0.04, v));
  return [clamp(colour[0] * by + warm), clamp(colour[1] * by), clamp(colour[2] * by - warm)];
}

function whitesOf(random: Random, pattern: Pattern): Whites {
  if (pattern === 'bicolour') {
    return {
      bib: random.between(0.6, 1),
      socks: random.between(0.3, 1),
      belly: random.between(0.5, 1),
      blaze: random.chance(0.6) ? random.between(0.4, 1) : 0,
      muzzle: random.between(0.4, 1),
      tailTip: random.chance(0.4) ? 0.2 : 0,
    };
  }
  const some = (probability: number): number => (random.chance(probability) ? random.between(0.2, 0.8) : 0);
  return {
    bib: some(0.35),
    socks: some(0.35),
    belly: some(0.4),
    blaze: some(0.15),
    muzzle: some(0.4),
    tailTip: some(0.2),
  };
}

/** The furs of cats and dogs, who draw theirs from the same table. */
export const petWardrobe: Wardrobe = {
  tints: [
    [hex('#d9904a'), hex('#a85a22')],
    [hex('#b98d5c'), hex('#5c4029')],
    [hex('#8d8378'), hex('#3b3630')],
    [hex('#3a3534'), hex('#1d1a1b')],
    [hex('#26221f'), hex('#b5763c')],
    [hex('#e9dcc6'), hex('#6a4c38')],
    [hex('#f0ece6'), hex('#2c2827')],
    [hex('#f1ebe2'), hex('#c77f3f')],
    [hex('#8f97a3'), hex('#555d69')],
    [hex('#70482f'), hex('#43281a')],
    [hex('#dfc18d'), hex('#a87c48')],
    [hex('#c8bfb2'), hex('#77695c')],
  ],
  patterns: [
    [2.2, 'plain'],
    [2.2, 'striped'],
    [1, 'spotted'],
    [1.6, 'patched'],
    [1, 'points'],
    [1.2, 'saddle'],
    [2, 'bicolour'],
    [0.6, 'brindled'],
    [0.8, 'mask'],
  ],
};

/** Draws a coat. */
export function drawCoat(random: Random, { tints, patterns }: Wardrobe = petWardrobe): Coat {
  const pattern = random.weighted(patterns);
  const [ground, mark] = random.pick(tints);
  const base = shifted(ground, random);
  return {
    pattern,
    base,
    mark: shifted(mark, random),
    accent: shifted(random.pick(tints)[1], random),
    white: mixed([0.95, 0.94, 0.92], [0.9, 0.86, 0.78], random.unit()),
    whites: whitesOf(random, pattern),
    offset: random.between(0, 60),
    frequency: random.between(0.8, 1.35),
    grain: random.between(0.25, 0.6),
    skin: mixed(hsl(0.02, 0.45, 0.72), hsl(0.04, 0.25, 0.38), random.unit() * 0.9),
  };
}
