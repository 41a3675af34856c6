import type { Random } from '../random.ts';

/** Where things stand in a picture, in pixels. */
export interface Stage {
  readonly width: number;
  readonly height: number;
  /** Where the floor or the ground begins, seen from above: the foot of the wall, or the horizon. */
  readonly floor: number;
  /** Where the animal's feet are. */
  readonly feet: number;
  /** Where the animal is across. */
  readonly middle: number;
  /** Height of its shoulder. */
  readonly unit: number;
  readonly random: Random;
}

/** What light suits a scene. */
export type Place = 'indoors' | 'outdoors' | 'studio';
