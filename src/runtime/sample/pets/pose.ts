import type { Random } from '../random.ts';
import type { Vector } from '../solid/vector.ts';
import type { Anatomy } from './anatomy.ts';

/** How an animal holds itself. */
export type PoseName = 'standing' | 'walking' | 'sitting' | 'lying' | 'resting' | 'bowing';

/** Joints of a limb from root to paw. */
export type Limb = readonly [Vector, Vector, Vector, Vector];

/** Where the joints are: x forwards, y up from the ground, z to the animal's left. */
export interface Skeleton {
  readonly chest: Vector;
  readonly waist: Vector;
  readonly hip: Vector;
  readonly neck: Vector;
  readonly head: Vector;
  readonly front: readonly [Limb, Limb];
  readonly hind: readonly [Limb, Limb];
  readonly tail: readonly Vector[];
  /** Whether the thighs are folded and stand out beside the body. */
  readonly folded: boolean;
}

type Poser = (anatomy: Anatomy, random: Random) => Skeleton;

const sides = [-1, 1] as const;
const paw = 0.045;

function bothSides(limb: (side: number, first: boolean) => Limb): readonly [Limb, Limb] {
  return [limb(sides[0], true), limb(sides[1], false)];
}

function headAt(anatomy: Anatomy, chest: Vector, angle: number): { neck: Vector; head: Vector } {
  const { chest: r, neckLength } = anatomy;
  const neck: Vector = [chest[0] + r * 0.35, chest[1] + r * 0.45, 0];
  return {
    neck,
    head: [
      neck[0] + Math.cos(angle) * (neckLength + r * 0.25),
      neck[1] + Math.sin(angle) * (neckLength + r * 0.25),
      0,
    ],
  };
}

/** A chain of points that starts in one direction and bends steadily; angles in radians above level, backwards. */
function tailFrom(root: Vector, size: number, angle: number, bend: number, sway: number): readonly Vector[] {
  const joints = 6;
  const step = size / joints;
  const chain: Vector[] = [root];
  let [x, y, z] = root;
  for (let i = 0; i < joints; i++) {
    const a = angle + bend * (i / joints);
    x -= Math.cos(a) * step;
    y = Math.max(0.04, y + Math.sin(a) * step);
    z += sway * step * (i / joints);
    chain.push([x, y, z]);
  }
  return chain;
}

function standingTail(anatomy: Anatomy, random: Random, hip: Vector): readonly Vector[] {
  const { tail, hip: r } = anatomy;
  const root: Vector = [hip[0] - r * 0.8, hip[1] + r * 0.45, 0];
  const sway = random.between(-0.9, 0.9);
  const angles = {
    hanging: [random.between(-1.2, -0.7), random.between(-0.4, 0.9)],
    level: [random.between(-0.3, 0.2), random.between(-0.5, 0.9)],
    raised: [random.between(0.5, 1.2), random.between(-0.3, 1.1)],
    curled: [random.between(0.9, 1.4), random.between(2.2, 3.6)],
  } as const;
  const [angle, bend] = angles[tail.held];
  return tailFrom(root, tail.length, angle, bend, sway);
}

function groundTail(anatomy: Anatomy, random: Random, hip: Vector): readonly Vector[] {
  const { tail, hip: r } = anatomy;
  const sign = random.sign();
  const joints = 6;
  const curl = random.between(0.2, 2.6) * sign;
  const step = tail.length / joints;
  const chain: Vector[] = [[hip[0] - r * 0.75, Math.max(0.06, hip[1] - r * 0.5), 0]];
  let [x, , z] = chain[0] ?? hip;
  for (let i = 0; i < joints; i++) {
    const a = curl * (0.35 + i / joints);
    x -= Math.cos(a) * step;
    z += Math.sin(a) * step;
    chain.push([x, 0.055, z]);
  }
  return chain;
}

const upright =
  (stride: number): Poser =>
  (anatomy, random) => {
    const { legLength: leg, torsoLength: t, chest: r } = anatomy;
    const chest: Vector = [t / 2, leg + 0.04, 0];
    const hip: Vector = [-t / 2, leg + 0.04 + random.between(-0.02, 0.03), 0];
    const w = r * 0.6;
    const steps = [0, 1, 2, 3].map(() => stride * random.between(-1, 1));
    const lift = (step: number): number => (stride > 0.1 && step > stride * 0.6 ? 0.1 : 0);
    return {
      chest,
      hip,
      waist: [-0.12 * t, leg + 0.05, 0],
      ...headAt(anatomy, chest, anatomy.carriage + random.between(-0.35, 0.25)),
      front: bothSides((side, first) => {
        const step = steps[first ? 0 : 1] ?? 0;
        return [
          [t / 2 + 0.02, leg * 0.98, side * w],
          [t / 2 - 0.05 + step * 0.3, leg * 0.55, side * w],
          [t / 2 + 0.01 + step * 0.8, leg * 0.18 + lift(step), side * w * 0.95],
          [t / 2 + 0.05 + step, paw + lift(step), side * w * 0.95],
        ];
      }),
      hind: bothSides((side, first) => {
        const step = steps[first ? 2 : 3] ?? 0;
        return [
          [-t / 2 + 0.02, leg * 1.0, side * w * 0.9],
          [-t / 2 + 0.12 + step * 0.3, leg * 0.58, side * w * 1.05],
          [-t / 2 - 0.13 + step * 0.8, leg * 0.27 + lift(step), side * w],
          [-t / 2 - 0.04 + step, paw + lift(step), side * w],
        ];
      }),
      tail: standingTail(anatomy, random, hip),
      folded: false,
    };
  };

const sitting: Poser = (anatomy, random) => {
  const { legLength: leg, torsoLength: t, chest: r, hip: rh } = anatomy;
  const hipY = rh * 0.95;
  const rise = Math.min(Math.max((leg - hipY) / (t * 0.92), 0.35), 0.93);
  const run = Math.sqrt(1 - rise * rise);
  const hip: Vector = [-0.25 * t, hipY, 0];
  const chest: Vector = [hip[0] + t * 0.92 * run, Math.max(hipY + t * 0.92 * rise, r), 0];
  const w = r * 0.55;
  const splay = random.between(0.85, 1.25);
  const shoulder = chest[1] - r * 0.2;
  return {
    chest,
    hip,
    waist: [(hip[0] + chest[0]) / 2 - 0.04, (hip[1] + chest[1]) / 2 - 0.02, 0],
    ...headAt(anatomy, chest, random.between(0.95, 1.35)),
    front: bothSides((side) => {
      const forwards = random.between(0.0, 0.06);
      return [
        [chest[0] + 0.02, shoulder, side * w],
        [chest[0] + r * 0.3, shoulder * 0.58, side * w * 1.02],
        [chest[0] + r * 0.55, shoulder * 0.2, side * w * 0.85 * splay],
        [chest[0] + r * 0.62 + forwards + 0.03, paw, side * w * 0.85 * splay],
      ];
    }),
    hind: bothSides((side) => [
      [hip[0] + 0.02, hipY * 1.05, side * rh * 0.55],
      [hip[0] + leg * 0.34, hipY * 1.15, side * rh * 0.95],
      [hip[0] + 0.0, 0.07, side * rh * 1.0],
      [hip[0] + leg * 0.42, paw, side * rh * 1.08 * splay],
    ]),
    tail: groundTail(anatomy, random, hip),
    folded: true,
  };
};

const lying =
  (tucked: boolean): Poser =>
  (anatomy, random) => {
    const { legLength: leg, torsoLength: t, chest: r, hip: rh } = anatomy;
    const chest: Vector = [t * 0.45, r * 0.92, 0];
    const hip: Vector = [-t * 0.45, rh * 0.92, 0];
    const w = r * 0.62;
    const reach = tucked ? 0.12 : random.between(0.3, 0.5);
    const head = headAt(anatomy, chest, tucked ? random.between(0.1, 0.7) : random.between(0.6, 1.2));
    return {
      chest,
      hip,
      waist: [0, rh * 0.95, 0],
      ...head,
      front: bothSides((side) => {
        const further = random.between(-0.06, 0.06);
        return [
          [t * 0.45, r * 0.8, side * w],
          [t * 0.45 - 0.06, 0.09, side * (w + 0.03)],
          [t * 0.45 + leg * reach, 0.055, side * w * 0.9],
          [t * 0.45 + leg * (reach + 0.16) + further, paw, side * w * (tucked ? 0.5 : 0.85)],
        ];
      }),
      hind: bothSides((side) => [
        [hip[0], rh * 0.95, side * rh * 0.6],
        [hip[0] + leg * 0.36, rh * 0.9, side * rh * 1.0],
        [hip[0] + 0.03, 0.065, side * rh * 1.08],
        [hip[0] + leg * 0.42, paw, side * rh * 1.12],
      ]),
      tail: groundTail(anatomy, random, hip),
      folded: true,
    };
  };

const bowing: Poser = (anatomy, random) => {
  const { legLength: leg, torsoLength: t, chest: r } = anatomy;
  const hip: Vector = [-t / 2, leg * 0.98, 0];
  const chest: Vector = [t * 0.42, Math.max(r * 1.05, leg * 0.42), 0];
  const w = r * 0.62;
  return {
    chest,
    hip,
    waist: [-t * 0.08, (hip[1] + chest[1]) / 2 + 0.03, 0],
    ...headAt(anatomy, chest, random.between(0.3, 0.8)),
    front: bothSides((side) => [
      [chest[0], chest[1] * 0.9, side * w],
      [chest[0] - 0.03, 0.1, side * w * 1.1],
      [chest[0] + leg * 0.35, 0.055, side * w],
      [chest[0] + leg * 0.5, paw, side * w],
    ]),
    hind: bothSides((side) => [
      [hip[0] + 0.02, leg * 0.95, side * w * 0.9],
      [hip[0] + 0.14, leg * 0.56, side * w],
      [hip[0] - 0.1, leg * 0.27, side * w],
      [hip[0] + 0.0, paw, side * w],
    ]),
    tail: standingTail(anatomy, random, hip),
    folded: false,
  };
};

const posers: Readonly<Record<PoseName, Poser>> = {
  standing: upright(0.05),
  walking: upright(0.22),
  sitting,
  lying: lying(false),
  resting: lying(true),
  bowing,
};

/** The joints of an animal of these proportions in a pose; small movements are random. */
export function skeletonOf(pose: PoseName, anatomy: Anatomy, random: Random): Skeleton {
  return posers[pose](anatomy, random);
}
