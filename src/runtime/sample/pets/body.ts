import type { Cone, Region, Skin, Solid } from '../solid/solid.ts';
import { limbSkin } from '../solid/solid.ts';
import { type Vector, add, direction, frameAlong, mix, scale, subtract } from '../solid/vector.ts';
import type { Anatomy } from './anatomy.ts';
import type { Limb, Skeleton } from './pose.ts';

/** Markings of the body are drawn in units of this many world units. */
const markingUnit = 0.2;

const upwards: Vector = [0, 1, 0];

function cone(
  from: Vector,
  to: Vector,
  fromRadius: number,
  toRadius: number,
  region: Region,
  reach: readonly [number, number],
  blend: number,
  back: Vector = upwards,
): Cone {
  return {
    kind: 'cone',
    from,
    to,
    fromRadius,
    toRadius,
    blend,
    skin: limbSkin(region, from, to, back, markingUnit, reach),
  };
}

/** The trunk: chest, waist and hip share one set of axes, so stripes and saddles run through. */
function trunk(anatomy: Anatomy, { chest, waist, hip }: Skeleton): readonly Solid[] {
  const frame = frameAlong(subtract(chest, hip), upwards);
  const skin = {
    material: 'coat',
    region: 'torso',
    origin: mix(hip, chest, 0.5),
    frame,
    unit: markingUnit,
    reach: [0, 1],
  } as const;
  const squash = { along: frame.side, by: 0.86 };
  const part = (from: Vector, to: Vector, fromRadius: number, toRadius: number): Cone => ({
    kind: 'cone',
    from,
    to,
    fromRadius,
    toRadius,
    blend: 0.09,
    squash,
    skin,
  });
  return [part(hip, waist, anatomy.hip, anatomy.waist), part(waist, chest, anatomy.waist, anatomy.chest)];
}

/** A leg from its thick root to the paw with toes, or to the hoof. */
function leg(joints: Limb, thigh: number, { bone, hooves }: Anatomy, folded: boolean): readonly Solid[] {
  const [root, knee, ankle, paw] = joints;
  const thick = 0.068 * bone;
  const toes = add(paw, scale(direction([paw[0] - ankle[0], 0, (paw[2] - ankle[2]) * 0.4]), 0.05 * bone));
  const toeFrame = frameAlong(subtract(toes, paw), upwards);
  const skin = limbSkin('leg', paw, toes, upwards, markingUnit, [0.9, 1]);
  const toe = (side: number): Solid => ({
    kind: 'ball',
    center: add(add(toes, scale(toeFrame.side, side * 0.03 * bone)), [0, -0.008, 0]),
    frame: toeFrame,
    radii: [0.042 * bone, 0.034 * bone, 0.026 * bone],
    blend: 0.006,
    skin,
  });
  return [
    cone(root, knee, thigh, folded ? thigh * 0.8 : thick * 1.25, 'leg', [0, 0.4], 0.07, [1, 0.2, 0]),
    cone(
      knee,
      ankle,
      folded ? thick * 1.3 : thick * 1.25,
      thick * 0.85,
      'leg',
      [0.4, 0.75],
      0.05,
      [1, 0.2, 0],
    ),
    cone(ankle, paw, thick * 0.85, thick * 0.85, 'leg', [0.75, 0.92], 0.03, [1, 0.2, 0]),
    ...(hooves
      ? [hoof(paw, thick, skin)]
      : [cone(paw, toes, thick * 0.8, thick * 0.7, 'leg', [0.92, 1], 0.03), toe(-1.25), toe(0), toe(1.25)]),
  ];
}

function hoof(foot: Vector, thick: number, skin: Skin): Cone {
  return {
    kind: 'cone',
    from: add(foot, [0, 0.035, 0]),
    to: add(foot, [0.015, -0.01, 0]),
    fromRadius: thick * 0.92,
    toRadius: thick * 1.12,
    blend: 0.01,
    skin: { ...skin, material: 'horn' },
  };
}

/** Long hair that stands along the back of the neck, in tufts that hang to one side. */
function maneSolids({ mane, neck }: Anatomy, skeleton: Skeleton): readonly Solid[] {
  const tufts = 7;
  const back = frameAlong(subtract(skeleton.head, skeleton.neck), upwards).up;
  return Array.from({ length: tufts }, (_, i) => {
    const t = i / (tufts - 1);
    const root = add(mix(skeleton.head, skeleton.neck, t * 1.1 - 0.1), scale(back, neck * (0.8 + 0.25 * t)));
    const end = add(root, add(scale(back, mane * 0.5), [-mane * 0.35, 0, mane * 0.7]));
    return {
      ...cone(root, end, neck * 0.42, neck * 0.2, 'neck', [0, 1], 0.03),
      skin: { ...limbSkin('neck', root, end, upwards, markingUnit, [0, 1]), material: 'mane' },
    };
  });
}

function tailSolids(anatomy: Anatomy, joints: readonly Vector[]): readonly Solid[] {
  const { root, tip } = anatomy.tail;
  const parts = joints.length - 1;
  const radius = (i: number): number => {
    const t = i / parts;
    const bush = anatomy.shag * 0.06 * Math.sin(Math.PI * Math.min(1, t * 0.9 + 0.1));
    return root + (tip - root) * t + bush;
  };
  return joints
    .slice(1)
    .map((joint, i) =>
      cone(joints[i] ?? joint, joint, radius(i), radius(i + 1), 'tail', [i / parts, (i + 1) / parts], 0.04),
    );
}

/** Everything of an animal but its head, as solids in the world. */
export function bodySolids(anatomy: Anatomy, skeleton: Skeleton): readonly Solid[] {
  const { head, chest, hip, neck } = anatomy;
  const fur = 1 + anatomy.shag * 0.12;
  const grown = { ...anatomy, chest: chest * fur, waist: anatomy.waist * fur, hip: hip * fur };
  const throat = mix(skeleton.neck, skeleton.chest, 0.55);
  return [
    ...trunk(grown, skeleton),
    cone(
      throat,
      skeleton.head,
      chest * 0.78 * fur,
      Math.min(neck * fur, head.skull * 0.92),
      'neck',
      [0, 1],
      0.08,
      [-0.6, 1, 0],
    ),
    ...skeleton.hind.flatMap((limb) =>
      leg(limb, hip * (skeleton.folded ? 0.66 : 0.62), anatomy, skeleton.folded),
    ),
    ...skeleton.front.flatMap((limb) => leg(limb, chest * 0.52, anatomy, false)),
    ...(anatomy.mane > 0 ? maneSolids(anatomy, skeleton) : []),
    ...(anatomy.tail.length > 0 ? tailSolids(anatomy, skeleton.tail) : []),
  ];
}
