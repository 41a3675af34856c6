import { cloud, noise } from '../raster/noise.ts';
import { rise } from '../raster/pigment.ts';
import type { Region } from '../solid/solid.ts';
import type { Coat, Pattern } from './coat.ts';

/** A place on a coat: its region, its coordinates there (along, up, side) and how far down a limb it is (0 to 1). */
export interface Place {
  region: Region;
  along: number;
  up: number;
  side: number;
  reach: number;
}

/** How much a place carries of the marking colour, 0 to 1. */
type Marking = (place: Place, coat: Coat) => number;

const onHead = (region: Region): boolean => region === 'head' || region === 'muzzle' || region === 'ear';

const stripes: Marking = (p, coat) => {
  const o = coat.offset;
  const f = coat.frequency;
  if (onHead(p.region)) {
    if (p.region === 'ear') return 0.35;
    const wave = noise(p.along * 2 + o, p.up * 2, p.side * 2) - 0.5;
    const crown = rise(0.25, 0.45, p.up) * Math.sin(p.side * 13 * f + 1.57 + wave * 2.4);
    const cheeks =
      rise(0.1, -0.15, p.up) *
      rise(0.42, 0.6, Math.abs(p.side)) *
      Math.sin(p.up * 15 * f + p.along * 6 + wave * 3);
    return rise(0.05, 0.5, Math.max(crown, cheeks)) * 0.85;
  }
  const wave = 2.6 * (cloud(p.along * 0.7 + o, p.up * 0.9, p.side * 0.9) - 0.5);
  const phase = p.region === 'torso' ? p.along * 4.2 * f + wave * 1.6 : p.along * 6 * f + wave;
  const back = p.region === 'torso' ? rise(-0.9, 0.2, p.up) : 0.85;
  const spine = p.region === 'torso' ? rise(0.22, 0.05, Math.abs(p.side)) * rise(0.5, 0.8, p.up) : 0;
  return Math.max(spine, back * rise(-0.1, 0.5, Math.sin(phase)) * 0.9);
};

const spots: Marking = (p, coat) => {
  const f = (onHead(p.region) ? 3.2 : 2.1) * coat.frequency;
  const o = coat.offset;
  return rise(0.6, 0.66, noise(p.along * f + o, p.up * f + o, p.side * f));
};

const patches: Marking = (p, coat) => {
  const f = (onHead(p.region) ? 1.15 : 0.62) * coat.frequency;
  const o = coat.offset;
  return rise(0.485, 0.525, cloud(p.along * f + o, p.up * f + 3, p.side * f + o * 0.7));
};

const extremities: Marking = (p, coat) => {
  const ragged = 0.25 * (cloud(p.along * 2 + coat.offset, p.up * 2, p.side * 2) - 0.5);
  switch (p.region) {
    case 'ear':
      return 0.95;
    case 'tail':
      return rise(0.0, 0.5, p.reach + ragged);
    case 'leg':
      return rise(0.4, 0.95, p.reach + ragged);
    case 'head':
    case 'muzzle':
      return rise(0.25, 0.75, p.along - 0.35 * Math.abs(p.up - 0.0) - 0.3 * Math.abs(p.side) + ragged + 0.25);
    case 'torso':
      return 0.25 * rise(0, 1.2, p.up);
    case 'neck':
      return 0.08;
  }
};

const saddle: Marking = (p, coat) => {
  const ragged = 0.5 * (cloud(p.along * 1.6 + coat.offset, p.up * 1.6, p.side * 1.6) - 0.5);
  switch (p.region) {
    case 'torso':
      return rise(-0.15, 0.2, p.up + ragged);
    case 'ear':
      return 0.85;
    case 'tail':
      return rise(-0.3, 0.3, p.up + ragged + 0.3);
    case 'head':
      return rise(0.42, 0.62, p.up + ragged * 0.5 - 0.15 * p.along);
    case 'neck':
      return rise(-0.1, 0.3, p.up + ragged);
    default:
      return 0;
  }
};

const face: Marking = (p, coat) => {
  const ragged = 0.3 * (cloud(p.along * 2 + coat.offset, p.up * 2, p.side * 2) - 0.5);
  if (p.region === 'ear') return 0.8;
  if (p.region === 'muzzle') return 0.95;
  return p.region === 'head' ? rise(0.5, 0.85, p.along + ragged - 0.2 * Math.abs(p.up)) * 0.8 : 0;
};

const brindle: Marking = (p, coat) => {
  const o = coat.offset;
  const phase = noise(p.along * 1.5 + o, p.up * 1.5, p.side * 1.5) * 9 + p.along * 7 * coat.frequency;
  return 0.75 * rise(0, 0.8, Math.sin(phase));
};

/** The markings by pattern; a bicolour has its white and nothing else. */
export const markings: Readonly<Record<Pattern, Marking>> = {
  plain: () => 0,
  bicolour: () => 0,
  striped: stripes,
  spotted: spots,
  patched: patches,
  points: extremities,
  saddle,
  mask: face,
  brindled: brindle,
};

/** How white a place is, 0 to 1. `ragged` (-0.5 to 0.5) frays the edges. */
export function whiteness(p: Place, { whites }: Coat, ragged: number): number {
  switch (p.region) {
    case 'torso': {
      const belly = whites.belly > 0 ? rise(0.1, -0.15, p.up + 0.95 - whites.belly * 0.8 + ragged * 0.5) : 0;
      const bib =
        whites.bib > 0 ? rise(-0.1, 0.15, p.along - 2.3 + whites.bib * 1.1 - p.up * 0.7 + ragged * 0.6) : 0;
      return Math.max(belly, bib);
    }
    case 'neck':
      return whites.bib > 0 ? rise(0.1, -0.15, p.up + 0.45 - whites.bib * 0.5 + ragged * 0.5) : 0;
    case 'leg':
      return whites.socks > 0 ? rise(-0.06, 0.06, p.reach - 1 + whites.socks * 0.6 + ragged * 0.25) : 0;
    case 'tail':
      return whites.tailTip > 0 ? rise(-0.06, 0.06, p.reach - 1 + whites.tailTip * 0.5 + ragged * 0.2) : 0;
    case 'head':
    case 'muzzle':
      return Math.max(blaze(p, whites.blaze, ragged), whiteMuzzle(p, whites.muzzle, ragged));
    case 'ear':
      return 0;
  }
}

/** A white stripe down the middle of the face, wider towards the nose. */
function blaze(p: Place, amount: number, ragged: number): number {
  if (amount === 0) return 0;
  const half = 0.22 * amount + 0.12 * p.along * amount;
  return rise(0.06, -0.06, Math.abs(p.side) - half + ragged * 0.2) * rise(-0.3, 0.1, p.along);
}

function whiteMuzzle(p: Place, amount: number, ragged: number): number {
  if (amount === 0) return 0;
  return rise(0.08, -0.08, p.up + 0.42 - amount * 0.35 - (p.along - 0.6) * 0.3 + ragged * 0.3);
}
