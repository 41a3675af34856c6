import type { Skin, Solid } from '../solid/solid.ts';
import { type Vector, add, cross, direction, scale, subtract } from '../solid/vector.ts';
import type { Head } from './anatomy.ts';
import type { HeadSpace } from './head.ts';

/** A flat ear from its root to its tip, its open side turned towards `facing`. */
function flap(
  space: HeadSpace,
  from: Vector,
  to: Vector,
  radii: readonly [number, number],
  facing: Vector,
  thickness: number,
  skin: Skin,
  blend: number,
): Solid {
  const axis = direction(subtract(to, from));
  const across = cross(axis, facing);
  const normal = direction(cross(across, axis));
  return { ...space.cone(from, to, radii, blend, skin), squash: { along: normal, by: thickness } };
}

type Builder = (space: HeadSpace, head: Head, side: number, turn: number) => readonly Solid[];

const pointed: Builder = (space, head, side, turn) => {
  const { ears } = head;
  const root: readonly [number, number, number] = [-0.05, 0.52 * head.height, side * ears.apart * head.width];
  const lean = ears.spread + 0.15 * turn;
  const up = Math.cos(lean) * ears.length;
  const out = Math.sin(lean) * ears.length;
  const forward = 0.02 + 0.12 * turn;
  const from = space.point(root[0], root[1], root[2]);
  const to = space.point(root[0] + forward, root[1] + up, root[2] + side * out);
  const facing = direction(add(space.frame.along, scale(space.frame.side, side * (0.35 + 0.3 * turn))));
  const w = ears.width;
  const inset = scale(facing, 0.25 * w * space.radius);
  const coat = space.skin('coat', 'ear');
  const lowered = add(from, scale(space.frame.up, 0.12 * ears.length * space.radius));
  return [
    flap(space, from, to, [w, w * (0.1 + 0.5 * ears.round)], facing, 0.34, coat, 0.1),
    flap(
      space,
      add(lowered, inset),
      add(add(from, scale(subtract(to, from), 0.86)), scale(inset, 0.45)),
      [w * 0.66, w * (0.06 + 0.34 * ears.round)],
      facing,
      0.26,
      space.skin('ear', 'ear'),
      0,
    ),
  ];
};

const hanging: Builder = (space, head, side, turn) => {
  const { ears } = head;
  const out = ears.apart * head.width;
  const flare = 0.13 + 0.16 * Math.sin(ears.spread);
  const root = space.point(-0.05, 0.5 * head.height, side * (out - 0.06));
  const bend = space.point(0.0, 0.26 * head.height + 0.06 * turn, side * (out + flare));
  const tip = space.point(
    0.06 + 0.14 * turn,
    0.36 - ears.length,
    side * (out + flare - 0.04 - 0.06 * turn + 0.25 * Math.sin(ears.spread)),
  );
  const coat = space.skin('coat', 'ear');
  const facing = direction(add(scale(space.frame.side, side), scale(space.frame.along, 0.5)));
  const w = ears.width;
  return [
    flap(space, root, bend, [w * 0.62, w * 0.66], facing, 0.36, coat, 0.12),
    flap(space, bend, tip, [w * 0.68, w * (0.66 + 0.4 * ears.round)], facing, 0.28, coat, 0.02),
  ];
};

const folded: Builder = (space, head, side, turn) => {
  const { ears } = head;
  const lean = ears.spread + 0.12 * turn;
  const out = ears.apart * head.width;
  const rise = ears.length * 0.4;
  const [crestUp, crestOut] = [0.56 * head.height + Math.cos(lean) * rise, out + Math.sin(lean) * rise];
  const root = space.point(-0.05, 0.52 * head.height, side * out);
  const crest = space.point(0.02, crestUp, side * crestOut);
  const tip = space.point(
    0.1 + ears.length * 0.42,
    crestUp - ears.length * (0.52 + 0.1 * turn),
    side * (crestOut + ears.length * 0.16),
  );
  const coat = space.skin('coat', 'ear');
  const facing = direction(
    add(
      add(scale(space.frame.up, 0.55), scale(space.frame.along, 0.75)),
      scale(space.frame.side, side * 0.5),
    ),
  );
  const w = ears.width;
  return [
    flap(space, root, crest, [w, w * 0.66], space.frame.along, 0.4, coat, 0.12),
    flap(space, crest, tip, [w * 0.72, w * (0.1 + 0.3 * ears.round)], facing, 0.26, coat, 0.03),
  ];
};

const builders: Readonly<Record<Head['ears']['shape'], Builder>> = { pointed, hanging, folded };

/** Both ears; `turns` moves each on its own. */
export function earSolids(space: HeadSpace, head: Head, turns: readonly [number, number]): readonly Solid[] {
  const build = builders[head.ears.shape];
  return [...build(space, head, -1, turns[0]), ...build(space, head, 1, turns[1])];
}
