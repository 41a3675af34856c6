import type { Random } from '../random.ts';
import { cloud } from '../raster/noise.ts';
import { type Veil, clearVeil, veilStep } from '../raster/veil.ts';
import type { Place } from '../scene/stage.ts';

/** How bright a place is under what stands between it and the light; (x, y) in units of the animal. */
type Gobo = (x: number, y: number, random: Random) => (x: number, y: number) => number;

const soft = (low: number, high: number, x: number): number => {
  const t = Math.min(1, Math.max(0, (x - low) / (high - low)));
  return t * t * (3 - 2 * t);
};

/** Sun through leaves: bright spots on shade. */
const leaves: Gobo = (_x, _y, random) => {
  const size = random.between(2.2, 5);
  const z = random.between(0, 60);
  return (x, y) => soft(0.42, 0.6, cloud(x * size, y * size, z));
};

/** Sun through a blind or a fence: slanting bars. */
const bars: Gobo = (_x, _y, random) => {
  const [dense, slant, wide] = [random.between(2, 6), random.between(-1, 1), random.between(-0.3, 0.5)];
  return (x, y) => soft(-0.4 + wide, 0.4 + wide, Math.sin((y + slant * x) * dense * Math.PI));
};

/** The edge of a shadow that falls across the picture: a house, a wall, somebody. */
const edge: Gobo = (x0, y0, random) => {
  const angle = random.between(0, 2 * Math.PI);
  const [nx, ny, at, blur] = [
    Math.cos(angle),
    Math.sin(angle),
    random.between(-0.5, 0.5),
    random.between(0.04, 0.3),
  ];
  return (x, y) => soft(-blur, blur, (x - x0) * nx + (y - y0) * ny - at);
};

type Choice = readonly [readonly [number, Gobo], ...(readonly [number, Gobo])[]];

const gobos: Readonly<Record<Place, Choice>> = {
  indoors: [
    [2, bars],
    [2, edge],
    [0.7, leaves],
  ],
  outdoors: [
    [3, leaves],
    [1.5, edge],
    [0.7, bars],
  ],
  studio: [
    [2, edge],
    [1, bars],
  ],
};

/** A shadow that falls over everything, as from a tree, a blind or a wall; `unit` is a shoulder height in pixels. */
export function drawDapple(width: number, height: number, unit: number, place: Place, random: Random): Veil {
  const veil = clearVeil(width, height);
  const [x0, y0] = [width / (2 * unit), height / (2 * unit)];
  const passes = random.weighted(gobos[place])(x0, y0, random);
  const shade = random.between(0.3, 0.65);
  for (let j = 0, k = 0; j < veil.rows; j++) {
    for (let i = 0; i < veil.columns; i++, k++) {
      veil.light[k] = shade + (1 - shade) * passes((i * veilStep) / unit, (j * veilStep) / unit);
    }
  }
  return veil;
}
