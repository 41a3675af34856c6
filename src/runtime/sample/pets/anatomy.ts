import type { Colour } from '../photo/colour.ts';

/**
 * The proportions of one animal. Lengths of the body are in world units (a cat's shoulder height is about one);
 * those of the head are in radii of its skull.
 */
export interface Anatomy {
  readonly legLength: number;
  /** Thickness of the limbs, about 1. */
  readonly bone: number;
  readonly torsoLength: number;
  readonly chest: number;
  readonly waist: number;
  readonly hip: number;
  readonly neckLength: number;
  readonly neck: number;
  /** Angle of the neck above level when standing, radians. */
  readonly carriage: number;
  readonly tail: Tail;
  /** Whether it walks on hooves, not on paws. */
  readonly hooves: boolean;
  /** How far long hair stands up along its neck, in world units; 0 for none. */
  readonly mane: number;
  readonly head: Head;
  /** Length of the fur, 0 (smooth) to 1 (shaggy). */
  readonly shag: number;
}

export interface Tail {
  readonly length: number;
  readonly root: number;
  readonly tip: number;
  /** How it is held when standing: hanging, level, raised, or curled over the back. */
  readonly held: 'hanging' | 'level' | 'raised' | 'curled';
}

export interface Head {
  /** Radius of the skull in world units. */
  readonly skull: number;
  readonly width: number;
  readonly height: number;
  readonly cheek: number;
  readonly muzzle: Muzzle;
  readonly nose: Nose;
  readonly eyes: Eyes;
  readonly ears: Ears;
  readonly horns: Horns | undefined;
  /** Length of the whiskers, 0 for none to be seen. */
  readonly whiskers: number;
  /** How far the mouth stands open, 0 to 1. */
  readonly mouth: number;
}

export interface Muzzle {
  /** How far it stands out from the face. */
  readonly length: number;
  readonly width: number;
  /** Width of its tip against that of its root. */
  readonly taper: number;
  /** How far its tip drops. */
  readonly drop: number;
  /** Fullness of the round pads beside the nose, which carry the whiskers. */
  readonly pads: number;
  /** Fullness of the lips that hang beside the jaw. */
  readonly lips: number;
}

export interface Nose {
  readonly width: number;
  readonly height: number;
  /** Narrow below, as a triangle standing on its tip, 0 to 1. */
  readonly wedge: number;
  readonly colour: Colour;
}

export interface Eyes {
  readonly size: number;
  readonly apart: number;
  readonly height: number;
  /** Outer corners above inner ones, radians. */
  readonly slant: number;
  readonly iris: Colour;
  /** Radius of the iris against the visible eye. */
  readonly irisSize: number;
  readonly pupil: 'slit' | 'round';
  /** Width of the pupil against the iris, 0 to 1. */
  readonly pupilSize: number;
}

export interface Horns {
  readonly length: number;
  readonly width: number;
  /** Angle outwards from straight up, radians. */
  readonly spread: number;
  /** How far the upper half turns inwards (or, below 0, outwards), radians. */
  readonly curl: number;
}

export interface Ears {
  readonly shape: 'pointed' | 'hanging' | 'folded';
  readonly length: number;
  readonly width: number;
  /** Angle outwards from straight up, radians. */
  readonly spread: number;
  /** How far apart they stand on the skull. */
  readonly apart: number;
  /** How round the tip of a pointed one is. */
  readonly round: number;
}
