import type { Random } from '../random.ts';
import { type Scene, bed, kitchen, room, sofa, studio } from './indoors.ts';
import { beach, forest, garden, meadow, snow, street } from './outdoors.ts';
import type { Place } from './stage.ts';

const scenes: readonly [readonly [number, SceneChoice], ...(readonly [number, SceneChoice])[]] = [
  [2, { draw: room, place: 'indoors' }],
  [1.6, { draw: sofa, place: 'indoors' }],
  [1, { draw: kitchen, place: 'indoors' }],
  [1, { draw: bed, place: 'indoors' }],
  [0.8, { draw: studio, place: 'studio' }],
  [1.4, { draw: garden, place: 'outdoors' }],
  [0.8, { draw: forest, place: 'outdoors' }],
  [0.8, { draw: beach, place: 'outdoors' }],
  [0.8, { draw: street, place: 'outdoors' }],
  [0.5, { draw: snow, place: 'outdoors' }],
  [1, { draw: meadow, place: 'outdoors' }],
];

export interface SceneChoice {
  readonly draw: Scene;
  readonly place: Place;
}

/** One of the scenes, the common ones more often. */
export function pickScene(random: Random): SceneChoice {
  return random.weighted(scenes);
}
