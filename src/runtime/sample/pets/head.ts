import type { Ball, Cone, Material, Region, Skin, Solid } from '../solid/solid.ts';
import { type Frame, type Vector, at, frameAlong, scale, turned } from '../solid/vector.ts';
import type { Anatomy, Head } from './anatomy.ts';
import { earSolids } from './ears.ts';
import { hornSolids } from './horns.ts';

/** A place on the head: its centre, its axes and the radius of the skull, in which all lengths are given. */
export interface HeadSpace {
  readonly center: Vector;
  readonly frame: Frame;
  readonly radius: number;
  readonly skin: (material: Material, region?: Region) => Skin;
  /** A point forwards, upwards and sideways of the centre. */
  readonly point: (forward: number, up: number, side: number) => Vector;
  readonly ball: (center: Vector, radii: Vector, blend: number, skin: Skin, frame?: Frame) => Ball;
  readonly cone: (
    from: Vector,
    to: Vector,
    radii: readonly [number, number],
    blend: number,
    skin: Skin,
  ) => Cone;
}

/** The measures of a head in a frame, so that its parts can be written in skull radii. */
export function headSpace(center: Vector, frame: Frame, radius: number): HeadSpace {
  const skin = (material: Material, region: Region = 'head'): Skin => ({
    material,
    region,
    origin: center,
    frame,
    unit: radius,
    reach: [0, 1],
  });
  return {
    center,
    frame,
    radius,
    skin,
    point: (forward, up, side) => at(center, frame, forward * radius, up * radius, side * radius),
    ball: (where, radii, blend, of, axes = frame) => ({
      kind: 'ball',
      center: where,
      frame: axes,
      radii: scale(radii, radius),
      blend: blend * radius,
      skin: of,
    }),
    cone: (from, to, radii, blend, of) => ({
      kind: 'cone',
      from,
      to,
      fromRadius: radii[0] * radius,
      toRadius: radii[1] * radius,
      blend: blend * radius,
      skin: of,
    }),
  };
}

/** Where the tip of the muzzle is, in skull radii forwards and up. */
export function muzzleTip(head: Head): {
  readonly forward: number;
  readonly up: number;
  readonly radius: number;
} {
  const { length, width, taper, drop } = head.muzzle;
  return { forward: 0.66 + length, up: -0.3 - drop, radius: 0.44 * width * taper };
}

function skullSolids(space: HeadSpace, head: Head): readonly Solid[] {
  const { point, ball } = space;
  const coat = space.skin('coat');
  const cheek = (side: number): Solid =>
    ball(
      point(0.26, -0.32, side * 0.5 * head.width),
      [0.5 * head.cheek, 0.44 * head.cheek, 0.44 * head.cheek],
      0.25,
      coat,
    );
  return [ball(space.center, [0.95, 0.9 * head.height, head.width], 0.1, coat), cheek(-1), cheek(1)];
}

function muzzleSolids(space: HeadSpace, head: Head): readonly Solid[] {
  const { point, ball, cone } = space;
  const { width, pads, lips } = head.muzzle;
  const tip = muzzleTip(head);
  const coat = space.skin('coat', 'muzzle');
  const bridge = cone(
    point(0.42, -0.12, 0),
    point(tip.forward - tip.radius * 0.2, tip.up + tip.radius * 0.28, 0),
    [0.44 * width, tip.radius * 0.86],
    0.22,
    coat,
  );
  const open = head.mouth * 0.28;
  const jaw = cone(
    point(0.3, -0.5, 0),
    point(tip.forward - tip.radius * 0.75, tip.up - tip.radius * 0.85 - open, 0),
    [0.34 * width, tip.radius * 0.62],
    open > 0.05 ? 0.06 : 0.12,
    coat,
  );
  const pad = (side: number): Solid =>
    ball(
      point(tip.forward - 0.08, tip.up - 0.12, side * 0.2 * width * (0.6 + 0.4 * pads)),
      [0.26 * pads, 0.21 * pads, 0.25 * pads],
      0.08,
      coat,
    );
  const lip = (side: number): Solid =>
    cone(
      point(0.5, tip.up - 0.16 * lips, side * 0.3 * width),
      point(tip.forward - tip.radius * 0.6, tip.up - tip.radius * 0.4 - 0.1 * lips, side * tip.radius * 0.52),
      [0.2 * lips + 0.06, tip.radius * 0.5 + 0.05 * lips],
      0.14,
      coat,
    );
  return [
    bridge,
    jaw,
    ...(pads > 0 ? [pad(-1), pad(1)] : []),
    ...(lips > 0 ? [lip(-1), lip(1)] : []),
    ...(open > 0.05
      ? [
          cone(
            point(0.5, tip.up - tip.radius * 0.55 - open * 0.4, 0),
            point(tip.forward - tip.radius * 0.2, tip.up - tip.radius * 0.8 - open * 0.9, 0),
            [0.14 * width, 0.13 * width],
            0,
            space.skin('tongue'),
          ),
        ]
      : []),
    ...noseSolids(space, head),
  ];
}

function noseSolids(space: HeadSpace, head: Head): readonly Solid[] {
  const { point, ball, cone } = space;
  const tip = muzzleTip(head);
  const { width, height, wedge } = head.nose;
  const skin = space.skin('nose');
  const forward = tip.forward + tip.radius * 0.55;
  const up = tip.up + tip.radius * 0.55;
  const wings = (side: number): Solid =>
    ball(point(forward, up, side * width * 0.42), [height * 0.75, height * 0.62, width * 0.62], 0.04, skin);
  const nostril = (side: number): Solid =>
    ball(
      point(forward + height * 0.62, up - height * 0.12, side * width * 0.42),
      [height * 0.2, height * 0.18, width * 0.2],
      0,
      space.skin('nostril'),
    );
  return [
    wings(-1),
    wings(1),
    cone(
      point(forward + height * 0.15, up, 0),
      point(forward + height * 0.05, up - height * (0.75 + 0.5 * wedge), 0),
      [width * (0.6 - 0.1 * wedge), width * (0.34 - 0.2 * wedge)],
      0.04,
      skin,
    ),
    nostril(-1),
    nostril(1),
  ];
}

function eyeSolids(
  space: HeadSpace,
  head: Head,
  lid: number,
  gaze: readonly [number, number],
): readonly Solid[] {
  const { eyes } = head;
  const across = eyes.apart * head.width;
  const bulge = Math.max(0.1, 1 - (across / head.width) ** 2 - (eyes.height / (0.9 * head.height)) ** 2);
  const forward = 0.95 * Math.sqrt(bulge) - eyes.size * 0.42;
  return [-1, 1].flatMap((side) => {
    const center = space.point(forward, eyes.height, side * across);
    const socket = turned(space.frame, side * 0.34, 0.02, side * eyes.slant);
    const looking = turned(socket, -side * 0.3 + gaze[0], gaze[1], 0);
    const eye: Skin = {
      ...space.skin('eye'),
      origin: center,
      frame: looking,
      unit: eyes.size * space.radius,
    };
    const rim = { ...space.skin('lid'), origin: center, frame: socket };
    const s = eyes.size;
    const back = at(center, socket, -0.1 * s * space.radius, 0, 0);
    // Lids are shells over the eye, cut off by planes through its sides: the upper one leans forwards and outwards.
    const coat = space.skin('coat');
    const lidShell = (leaning: number, offset: number): Solid => ({
      ...space.ball(center, [s * 1.09, s * 1.1, s * 1.19], 0.04, coat, socket),
      clip: {
        normal: turned(socket, 0, leaning, 0).up,
        offset: offset * s * space.radius,
      },
    });
    const brow = at(center, socket, -0.42 * s * space.radius, 0.75 * s * space.radius, 0);
    return [
      space.ball(brow, [s * 0.95, s * 0.6, s * 1.3], 0.2, coat, socket),
      space.ball(back, [s * 1.02, s * 1.12, s * 1.17], 0, rim, socket),
      space.ball(center, [s, s * 0.98, s * 1.06], 0, eye, socket),
      lidShell(0.25, 0.62 - 0.75 * lid),
      lidShell(Math.PI - 0.2, 0.74 - 0.2 * lid),
    ];
  });
}

export interface Expression {
  /** How far the upper lids have come down, 0 to 1. */
  readonly lid: number;
  /** Where the eyes look against the head: sideways and up, radians. */
  readonly gaze: readonly [number, number];
  /** Turn of each ear. */
  readonly ears: readonly [number, number];
}

/** The head of an animal as solids in the world. */
export function headSolids(anatomy: Anatomy, space: HeadSpace, expression: Expression): readonly Solid[] {
  const { head } = anatomy;
  return [
    ...skullSolids(space, head),
    ...earSolids(space, head, expression.ears),
    ...hornSolids(space, head),
    ...muzzleSolids(space, head),
    ...eyeSolids(space, head, expression.lid, expression.gaze),
  ];
}

/** The axes of a head that faces along the ground at an angle from the body's forwards, nose up by `pitch`. */
export function headFrame(azimuth: number, pitch: number, roll: number): Frame {
  const level = frameAlong([Math.cos(azimuth), 0, Math.sin(azimuth)], [0, 1, 0]);
  return turned(level, 0, pitch, roll);
}
