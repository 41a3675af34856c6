import type { Solid } from '../solid/solid.ts';
import type { Head } from './anatomy.ts';
import type { HeadSpace } from './head.ts';

/** Both horns of an animal that has some: each of two lengths, the upper one thinner and turned. */
export function hornSolids(space: HeadSpace, { horns, height, width }: Head): readonly Solid[] {
  if (horns === undefined) return [];
  const skin = space.skin('horn');
  return [-1, 1].flatMap((side) => {
    const half = horns.length / 2;
    const [up, out] = [0.72 * height, 0.34 * width];
    const [midUp, midOut] = [up + Math.cos(horns.spread) * half, out + Math.sin(horns.spread) * half];
    const turn = horns.spread - horns.curl;
    const root = space.point(0.05, up, side * out);
    const middle = space.point(0.05, midUp, side * midOut);
    const tip = space.point(0.12, midUp + Math.cos(turn) * half, side * (midOut + Math.sin(turn) * half));
    return [
      space.cone(root, middle, [horns.width, horns.width * 0.72], 0.05, skin),
      space.cone(middle, tip, [horns.width * 0.72, horns.width * 0.22], 0.05, skin),
    ];
  });
}
