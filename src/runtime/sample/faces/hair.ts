import type { HeadSpace } from '../pets/head.ts';
import type { Random } from '../random.ts';
import type { Solid } from '../solid/solid.ts';
import type { Vector } from '../solid/vector.ts';
import { heightsOf } from './head.ts';
import type { HairCut, Looks } from './looks.ts';

/** How far hair stands off the skull, by cut. */
const volume: Readonly<Record<HairCut, number>> = {
  bald: 0.03,
  buzzed: 0.04,
  short: 0.11,
  bob: 0.14,
  long: 0.13,
  tied: 0.07,
};

const round: Vector = [1.0, 0.92, 0.84];

/**
 * Where hair grows: behind a plane from the forehead down to behind the ears. A receding hairline moves it back; of a bald
 * head only what is below the crown is left.
 */
function grows([along, up]: Vector, { receding, cut }: Looks): boolean {
  const front = 0.7 * along - 0.72 * up < 0.16 - 0.55 * receding;
  return cut === 'bald' ? along < 0.3 && up < 0.42 && up > -0.62 && front : front && up > -0.72;
}

/** Directions spread evenly over a ball (Fibonacci's lattice). */
function directions(count: number): readonly Vector[] {
  return Array.from({ length: count }, (_, i) => {
    const up = 1 - (2 * (i + 0.5)) / count;
    const across = Math.sqrt(1 - up * up);
    const turn = i * Math.PI * (3 - Math.sqrt(5));
    return [Math.cos(turn) * across, up, Math.sin(turn) * across];
  });
}

/** Hair as tufts on the skull: many small ones where it curls, few that melt together where it is straight. */
function tufts(space: HeadSpace, looks: Looks, random: Random): readonly Solid[] {
  const { texture, cut, faceWidth } = looks;
  const curly = texture === 'coily' || texture === 'curly';
  const stand = volume[cut] * (texture === 'coily' ? 1.7 : texture === 'curly' ? 1.35 : 1);
  const size = (curly ? 0.2 : texture === 'wavy' ? 0.3 : 0.38) + stand * 0.35;
  const melt = curly ? 0.05 : texture === 'wavy' ? 0.2 : 0.36;
  const skin = space.skin('hair');
  return directions(curly ? 150 : 90)
    .filter((d) => grows(d, looks))
    .map((d) => {
      const out = 1 + stand - size * 0.8 + 0.05 * random.bell() * (curly ? 1 : 0.4);
      const center = space.point(
        d[0] * round[0] * out - 0.08,
        d[1] * round[1] * out + 0.12,
        d[2] * round[2] * faceWidth * out,
      );
      return space.ball(center, [size, size, size], melt, skin);
    });
}

/** Hair that hangs: down the sides and the back, as far as it is long. */
function falling(
  space: HeadSpace,
  { faceWidth, texture }: Looks,
  down: number,
  random: Random,
): readonly Solid[] {
  const { point, cone } = space;
  const skin = space.skin('hair');
  const wide = texture === 'coily' ? 0.16 : texture === 'curly' ? 0.1 : 0;
  const strand = (along: number, side: number, thick: number): readonly Solid[] => {
    const bend = -0.35 - 0.1 * random.unit();
    const root = point(along, 0.35, side * 0.74 * faceWidth);
    const middle = point(along - 0.08, bend, side * (0.82 + wide) * faceWidth);
    const end = point(along - 0.14, down, side * (0.74 + wide + 0.12 * random.bell()) * faceWidth);
    return [
      cone(root, middle, [thick, thick * 1.02], 0.12, skin),
      cone(middle, end, [thick * 1.02, thick * 0.72], 0.12, skin),
    ];
  };
  return [
    ...[-1, 1].flatMap((side) => [...strand(-0.1, side, 0.24), ...strand(-0.4, side * 0.8, 0.34)]),
    cone(point(-0.55, 0.1, 0), point(-0.62, down, 0), [0.66, 0.55], 0.15, skin),
  ];
}

/** Hair over the forehead, combed to one side. */
function fringe(space: HeadSpace, { faceWidth }: Looks, random: Random): readonly Solid[] {
  const lean = random.between(-0.25, 0.25);
  return [-0.42, -0.21, 0, 0.21, 0.42].map((side) => {
    const far = 1 - 0.6 * side * side;
    return space.cone(
      space.point(0.52 * far, 0.82, side * faceWidth),
      space.point(0.9 * far, 0.34 + random.between(-0.06, 0.08), (side + lean) * 1.15 * faceWidth),
      [0.2, 0.12],
      0.12,
      space.skin('hair'),
    );
  });
}

/** A beard as long as it is worn, and what grows on the upper lip. */
function beardSolids(space: HeadSpace, looks: Looks): readonly Solid[] {
  const { point, ball, cone } = space;
  const heights = heightsOf(looks);
  const skin = space.skin('beard');
  const { beard, moustache, faceWidth, jaw } = looks;
  const lip = moustache * (beard > 0.3 || beard === 0 ? 1 : 0);
  return [
    ...(lip > 0
      ? [-1, 1].map((side) =>
          cone(
            point(0.9, heights.mouth + 0.13, side * 0.05),
            point(0.72, heights.mouth + 0.02, side * 0.27),
            [0.055 * lip, 0.04 * lip],
            0.04,
            skin,
          ),
        )
      : []),
    ...(beard > 0.3
      ? [
          ball(point(0.5, heights.chin + 0.06 - 0.2 * beard, 0), [0.26, 0.2 + 0.2 * beard, 0.3], 0.14, skin),
          ...[-1, 1].map((side) =>
            cone(
              point(0.06, heights.nose - 0.02, side * 0.68 * faceWidth),
              point(0.4, heights.chin + 0.08, side * 0.32 * jaw),
              [0.11, 0.17 + 0.06 * beard],
              0.12,
              skin,
            ),
          ),
        ]
      : []),
  ];
}

/** How far hair hangs, by cut; the others do not. */
const lengths: Readonly<Partial<Record<HairCut, readonly [number, number]>>> = {
  bob: [-1.15, -0.75],
  long: [-2.6, -1.5],
};

/** All hair of a head. */
export function hairSolids(space: HeadSpace, looks: Looks, random: Random): readonly Solid[] {
  const hangs = lengths[looks.cut];
  const short = looks.cut === 'buzzed' || looks.cut === 'bald';
  return [
    ...tufts(space, looks, random.fork('tufts')),
    ...(hangs === undefined ? [] : falling(space, looks, random.within(hangs), random.fork('falling'))),
    ...(looks.cut === 'tied'
      ? [space.ball(space.point(-0.95, 0.5, 0), [0.34, 0.34, 0.34], 0.05, space.skin('hair'))]
      : []),
    ...(looks.fringe && !short && looks.receding < 0.25 ? fringe(space, looks, random.fork('fringe')) : []),
    ...beardSolids(space, looks),
  ];
}
