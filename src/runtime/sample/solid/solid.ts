import { type Frame, type Vector, frameAlong } from './vector.ts';

/** What a solid is made of; the painters of animals and of people have a rule for each that they know. */
export type Material =
  | 'coat'
  | 'mane'
  | 'ear'
  | 'nose'
  | 'nostril'
  | 'eye'
  | 'lid'
  | 'line'
  | 'tongue'
  | 'collar'
  | 'pad'
  | 'horn'
  | 'skin'
  | 'eyelid'
  | 'eyeball'
  | 'lip'
  | 'mouth'
  | 'tooth'
  | 'hair'
  | 'brow'
  | 'beard'
  | 'spectacles'
  | 'cloth';

/** The region of an animal that a coat's markings speak of. */
export type Region = 'torso' | 'neck' | 'leg' | 'tail' | 'head' | 'muzzle' | 'ear';

/**
 * How a solid is painted. Markings are looked up in the coordinates of `frame` about `origin`, in units of `unit`, so
 * that solids sharing a frame share one continuous pattern; `reach` says which stretch of a limb (0 root, 1 tip) it is.
 */
export interface Skin {
  readonly material: Material;
  readonly region: Region;
  readonly origin: Vector;
  readonly frame: Frame;
  readonly unit: number;
  readonly reach: readonly [number, number];
}

/** An ellipsoid: its radii along, up and sideways in its frame. */
export interface Ball {
  readonly kind: 'ball';
  readonly center: Vector;
  readonly frame: Frame;
  readonly radii: Vector;
  /** Keeps only the side of a plane that its normal points to; `offset` is its distance from the centre. */
  readonly clip?: { readonly normal: Vector; readonly offset: number };
  /** How softly it melts into what it touches, in world units; 0 keeps its edge. */
  readonly blend: number;
  readonly skin: Skin;
}

/** Two spheres and the cone that touches both; `squash` flattens it along a direction (ears, deep chests). */
export interface Cone {
  readonly kind: 'cone';
  readonly from: Vector;
  readonly to: Vector;
  readonly fromRadius: number;
  readonly toRadius: number;
  readonly squash?: { readonly along: Vector; readonly by: number };
  readonly blend: number;
  readonly skin: Skin;
}

export type Solid = Ball | Cone;

/** A stretch of limb whose markings run along itself. */
export function limbSkin(
  region: Region,
  from: Vector,
  to: Vector,
  back: Vector,
  unit: number,
  reach: readonly [number, number],
): Skin {
  const along: Vector = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  return { material: 'coat', region, origin: from, frame: frameAlong(along, back), unit, reach };
}
