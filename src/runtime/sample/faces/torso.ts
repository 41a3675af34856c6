import type { HeadSpace } from '../pets/head.ts';
import type { Solid } from '../solid/solid.ts';
import type { Looks } from './looks.ts';

/** Neck and shoulders, which stay where they are while the head turns. */
export function torsoSolids(space: HeadSpace, { neck, shoulders, growth }: Looks): readonly Solid[] {
  const { point, ball, cone } = space;
  const skin = space.skin('skin', 'neck');
  const cloth = space.skin('cloth', 'torso');
  const base = -1.38 - 0.3 * growth;
  return [
    cone(point(-0.16, -0.6, 0), point(-0.22, base, 0), [0.46 * neck, 0.52 * neck], 0.14, skin),
    cone(point(-0.22, base + 0.1, 0), point(-0.2, base - 0.25, 0), [0.52 * neck, 0.75 * neck], 0.08, skin),
    ...[-1, 1].flatMap((side) => [
      cone(
        point(-0.25, base - 0.02, side * 0.55 * neck),
        point(-0.25, base - 0.42, side * 1.6 * shoulders),
        [0.34 * neck, 0.46 * shoulders],
        0.2,
        cloth,
      ),
      cone(
        point(-0.25, base - 0.55, side * 1.6 * shoulders),
        point(-0.15, base - 3, side * 1.8 * shoulders),
        [0.45 * shoulders, 0.4 * shoulders],
        0.12,
        cloth,
      ),
    ]),
    ball(point(-0.15, base - 1.5, 0), [0.85 * shoulders, 1.5, 1.5 * shoulders], 0.2, cloth),
  ];
}
