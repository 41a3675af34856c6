import type { Random } from '../random.ts';
import type { Light } from '../raster/shade.ts';
import { type Vector, direction } from '../solid/vector.ts';
import type { Place } from '../scene/stage.ts';

/** Light of a picture, and how far a shadow slants on the ground. */
export interface PhotoLight extends Light {
  /** How dark the shadow on the ground is, 0 to 1, and how soft its edge, in shoulder heights. */
  readonly shadow: number;
  readonly softness: number;
}

interface Mood {
  readonly key: Vector;
  readonly keyStrength: readonly [number, number];
  readonly sky: Vector;
  readonly skyStrength: readonly [number, number];
  readonly ground: Vector;
  readonly height: readonly [number, number];
  readonly front: readonly [number, number];
  readonly rim: readonly [number, number];
  readonly shadow: readonly [number, number];
  readonly softness: readonly [number, number];
}

const day: Mood = {
  key: [1, 0.97, 0.92],
  keyStrength: [0.5, 0.85],
  sky: [0.92, 0.97, 1.05],
  skyStrength: [0.45, 0.65],
  ground: [0.75, 0.7, 0.62],
  height: [0.4, 0.9],
  front: [0.2, 0.9],
  rim: [0, 0.5],
  shadow: [0.35, 0.65],
  softness: [0.1, 0.25],
};

const sun: Mood = {
  ...day,
  key: [1.05, 1, 0.9],
  keyStrength: [0.8, 1.1],
  sky: [0.85, 0.95, 1.15],
  skyStrength: [0.35, 0.5],
  shadow: [0.5, 0.8],
  softness: [0.04, 0.1],
};

const overcast: Mood = {
  ...day,
  key: [0.98, 1, 1.02],
  keyStrength: [0.15, 0.4],
  skyStrength: [0.7, 0.95],
  shadow: [0.25, 0.45],
  softness: [0.2, 0.35],
};

const golden: Mood = {
  ...sun,
  key: [1.2, 0.9, 0.6],
  sky: [0.85, 0.85, 1.0],
  skyStrength: [0.3, 0.5],
  height: [0.1, 0.4],
  front: [-0.3, 0.5],
  rim: [0.6, 1.5],
};

const dusk: Mood = {
  ...overcast,
  key: [0.8, 0.85, 1.1],
  sky: [0.7, 0.8, 1.15],
  skyStrength: [0.35, 0.6],
};

const lamplight: Mood = {
  ...day,
  key: [1.15, 0.92, 0.66],
  keyStrength: [0.5, 0.9],
  sky: [1.0, 0.86, 0.7],
  skyStrength: [0.25, 0.5],
};

const flash: Mood = {
  ...day,
  key: [1, 1, 1.02],
  keyStrength: [0.8, 1.1],
  skyStrength: [0.2, 0.35],
  height: [0.05, 0.25],
  front: [1.4, 2.2],
  rim: [0, 0.1],
  shadow: [0.2, 0.4],
};

type Choice = readonly [readonly [number, Mood], ...(readonly [number, Mood])[]];

const moods: Readonly<Record<Place, Choice>> = {
  indoors: [
    [4, day],
    [2, lamplight],
    [1, flash],
    [1, overcast],
    [0.6, dusk],
  ],
  outdoors: [
    [3, sun],
    [2.5, overcast],
    [1.5, golden],
    [0.8, dusk],
  ],
  studio: [
    [3, day],
    [2, overcast],
    [1, flash],
  ],
};

const times = (v: Vector, by: number): Vector => [v[0] * by, v[1] * by, v[2] * by];

/** Draws the light of a picture taken at such a place. */
export function drawLight(place: Place, random: Random): PhotoLight {
  const mood = random.weighted(moods[place]);
  const sky = times(mood.sky, random.within(mood.skyStrength));
  return {
    from: direction([
      random.sign() * random.between(0.15, 0.9),
      -random.within(mood.height),
      random.within(mood.front),
    ]),
    key: times(mood.key, random.within(mood.keyStrength)),
    sky,
    ground: [sky[0] * mood.ground[0] * 0.6, sky[1] * mood.ground[1] * 0.6, sky[2] * mood.ground[2] * 0.6],
    rim: random.within(mood.rim),
    shadow: random.within(mood.shadow),
    softness: random.within(mood.softness),
  };
}
