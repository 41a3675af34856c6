import type { HeadSpace } from '../pets/head.ts';
import type { Skin, Solid } from '../solid/solid.ts';
import { at, turned } from '../solid/vector.ts';
import type { Looks } from './looks.ts';

/** What a face does on one photo. */
export interface Expression {
  /** -1 (down) to 1 (a broad smile). */
  readonly smile: number;
  /** How far the mouth is open, 0 to 1. */
  readonly open: number;
  /** Where the eyes look against the head: sideways and up, radians. */
  readonly gaze: readonly [number, number];
  readonly brows: number;
}

/** Heights on a face that its parts share, in radii of the skull above its middle. */
export interface Heights {
  readonly eyes: number;
  readonly nose: number;
  readonly mouth: number;
  readonly chin: number;
}

/** A child's face is short: all of it lies nearer to the eyes. */
export function heightsOf({ faceLength, noseLength }: Looks): Heights {
  const eyes = -0.2;
  return {
    eyes,
    nose: eyes - 0.4 * faceLength * (0.6 + 0.4 * noseLength),
    mouth: eyes - 0.66 * faceLength,
    chin: eyes - 1.04 * faceLength,
  };
}

function skull(space: HeadSpace, looks: Looks, heights: Heights): readonly Solid[] {
  const { point, ball, cone } = space;
  const { faceWidth: w, jaw, chin, cheeks, growth, wear, browRidge } = looks;
  const skin = space.skin('skin');
  const both = (make: (side: number) => Solid): readonly Solid[] => [make(-1), make(1)];
  const hollow = 1 - 0.12 * wear;
  return [
    ball(point(-0.08, 0.12, 0), [1.0, 0.92, 0.84 * w], 0.15, skin),
    ball(
      point(0.16, (heights.eyes + heights.mouth) / 2, 0),
      [0.68, (heights.eyes - heights.chin) * 0.6, 0.64 * w],
      0.3,
      skin,
    ),
    // Forehead: rounder and further out in children.
    ball(point(0.2, 0.28 + 0.08 * (1 - growth), 0), [0.66, 0.5, 0.68 * w], 0.25, skin),
    ...both((side) =>
      cone(
        point(0.0, heights.mouth + 0.06, side * 0.45 * w * jaw),
        point(0.5, heights.chin + 0.16, side * 0.13 * jaw),
        [0.21 * hollow, 0.19 * chin],
        0.28,
        skin,
      ),
    ),
    ball(point(0.58, heights.chin + 0.14, 0), [0.2, 0.17 * chin, 0.22 * chin], 0.16, skin),
    ...both((side) =>
      ball(
        point(0.48, heights.nose + 0.13, side * 0.38 * w),
        [0.25 * cheeks, 0.24 * cheeks, 0.26 * cheeks],
        0.28,
        skin,
      ),
    ),
    // What hangs beside the chin with age.
    ...(wear > 0.25
      ? both((side) =>
          ball(
            point(0.36, heights.chin + 0.22, side * 0.32 * w),
            [0.2, 0.2, 0.14 * (0.6 + 0.6 * wear)],
            0.2,
            skin,
          ),
        )
      : []),
    ...(browRidge > 0
      ? both((side) =>
          cone(
            point(0.78, heights.eyes + 0.2, side * 0.14),
            point(0.62, heights.eyes + 0.2, side * 0.44),
            [0.11 * browRidge, 0.09 * browRidge],
            0.14,
            skin,
          ),
        )
      : []),
    ...both((side) => ear(space, looks, heights, side)),
  ];
}

function ear(space: HeadSpace, { ears, faceWidth }: Looks, { eyes, nose }: Heights, side: number): Solid {
  const frame = turned(space.frame, side * 0.35, 0, side * 0.12);
  return space.ball(
    space.point(-0.12, (eyes + nose) / 2 + 0.04, side * 0.86 * faceWidth),
    [0.16 * ears, 0.27 * ears, 0.07],
    0.05,
    space.skin('skin', 'ear'),
    frame,
  );
}

function nose(space: HeadSpace, looks: Looks, heights: Heights): readonly Solid[] {
  const { point, ball, cone } = space;
  const { noseWidth: w, noseBridge: b, noseLength: l } = looks;
  const skin = space.skin('skin', 'muzzle');
  const tip = 0.9 + 0.1 * b + 0.1 * l;
  return [
    cone(
      point(0.72 + 0.08 * b, heights.eyes + 0.06, 0),
      point(tip - 0.08, heights.nose + 0.08, 0),
      [0.08 + 0.02 * b, 0.11],
      0.12,
      skin,
    ),
    ball(point(tip, heights.nose + 0.03, 0), [0.12, 0.11, 0.115 * (0.6 + 0.4 * w)], 0.08, skin),
    ...[-1, 1].flatMap((side) => [
      ball(point(tip - 0.13, heights.nose - 0.01, side * 0.15 * w), [0.11, 0.085, 0.075 * w], 0.06, skin),
      ball(
        point(tip - 0.05, heights.nose - 0.075, side * 0.08 * w),
        [0.035, 0.025, 0.035 * w],
        0,
        space.skin('mouth'),
      ),
    ]),
  ];
}

function mouth(
  space: HeadSpace,
  looks: Looks,
  heights: Heights,
  { smile, open }: Expression,
): readonly Solid[] {
  const { point, cone } = space;
  const { lips, faceWidth, growth } = looks;
  const skin = space.skin('lip');
  const half = (0.24 + 0.05 * Math.max(0, smile)) * (0.82 + 0.18 * growth) * faceWidth;
  const gap = 0.035 + 0.1 * open;
  const corner = heights.mouth + 0.07 * smile;
  const out = 0.83;
  return [-1, 1].flatMap((side) => [
    cone(
      point(out + 0.03, heights.mouth + gap * 0.5, side * 0.05),
      point(out - 0.16, corner, side * half),
      [0.062 * lips, 0.03],
      0.035,
      skin,
    ),
    cone(
      point(out, heights.mouth - gap - 0.03 * lips, side * 0.04),
      point(out - 0.16, corner - 0.01, side * half),
      [0.075 * lips, 0.03],
      0.035,
      skin,
    ),
    ...(open > 0.2
      ? [
          cone(
            point(out - 0.02, heights.mouth - gap * 0.25, 0),
            point(out - 0.13, corner - gap * 0.2, side * half * 0.72),
            [0.07 + 0.03 * open, 0.05],
            0,
            space.skin(smile > 0.2 ? 'tooth' : 'mouth'),
          ),
        ]
      : []),
  ]);
}

function eyes(
  space: HeadSpace,
  looks: Looks,
  heights: Heights,
  { gaze, brows }: Expression,
): readonly Solid[] {
  const size = 0.142 * looks.eyeSize;
  const across = 0.315 * looks.faceWidth;
  return [-1, 1].flatMap((side) => {
    const center = space.point(0.63, heights.eyes, side * across);
    const socket = turned(space.frame, side * 0.2, 0, side * looks.eyeSlant);
    const looking = turned(socket, -side * 0.2 + gaze[0], gaze[1], 0);
    const eyeball: Skin = {
      ...space.skin('eyeball'),
      origin: center,
      frame: looking,
      unit: size * space.radius,
    };
    const lid = space.skin('eyelid');
    const shell = (leaning: number, offset: number, thick: number): Solid => ({
      ...space.ball(center, [size * thick, size * thick, size * 1.3], 0.02, lid, socket),
      clip: { normal: turned(socket, 0, leaning, 0).up, offset: offset * size * space.radius },
    });
    const fold = at(center, socket, 0.02 * space.radius, size * 0.72 * space.radius, 0);
    const browUp = heights.eyes + 0.23 + 0.04 * brows + 0.03 * (1 - looks.growth);
    const inner = space.point(0.87, browUp - 0.02, side * 0.12);
    const middle = space.point(0.8, browUp - 0.02 + looks.browArch, side * across);
    const outer = space.point(0.64, browUp - 0.02, side * (across + 0.2));
    const hair = space.skin('brow');
    const thick = 0.05 * looks.brow;
    return [
      space.ball(center, [size, size, size * 1.18], 0, eyeball, socket),
      shell(0.3, 0.6 - 0.62 * (1 - looks.eyeOpen) - 0.4 * looks.eyeFold, 1.12),
      shell(Math.PI - 0.25, 0.52 + 0.1 * looks.eyeOpen, 1.1),
      space.ball(
        fold,
        [size * 0.7, size * (0.35 + 0.35 * looks.eyeFold), size * 1.35],
        0.08,
        space.skin('skin'),
        socket,
      ),
      space.cone(inner, middle, [thick, thick * 1.05], 0.01, hair),
      space.cone(middle, outer, [thick * 1.05, thick * 0.5], 0.01, hair),
    ];
  });
}

/** A bare head as solids in the world. */
export function faceSolids(space: HeadSpace, looks: Looks, expression: Expression): readonly Solid[] {
  const heights = heightsOf(looks);
  return [
    ...skull(space, looks, heights),
    ...nose(space, looks, heights),
    ...mouth(space, looks, heights, expression),
    ...eyes(space, looks, heights, expression),
  ];
}
