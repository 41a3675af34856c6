import type { HeadSpace } from '../pets/head.ts';
import type { Solid } from '../solid/solid.ts';
import { heightsOf } from './head.ts';
import type { Looks } from './looks.ts';

/** A pair of spectacles: two rims of short rods, a bridge and two temples. */
export function spectacleSolids(space: HeadSpace, looks: Looks, roundness: number): readonly Solid[] {
  const { point, cone } = space;
  const { eyes } = heightsOf(looks);
  const skin = space.skin('spectacles');
  const across = 0.33 * looks.faceWidth;
  const [wide, high] = [0.25, 0.17 + 0.06 * roundness];
  const rods = 12;
  const thick = 0.022;
  const rim = (side: number, turn: number): readonly [number, number, number] => {
    // Between a circle and a rounded rectangle.
    const squareness = 1 - 0.6 * roundness;
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    const square = (v: number): number => Math.sign(v) * Math.abs(v) ** (1 - 0.55 * squareness);
    const out = across + wide * square(c);
    return [0.93 - 0.3 * Math.max(0, out - 0.3), eyes - 0.02 + high * square(s), side * out];
  };
  const rod = (a: readonly [number, number, number], b: readonly [number, number, number]): Solid =>
    cone(point(...a), point(...b), [thick, thick], 0, skin);
  return [
    ...[-1, 1].flatMap((side) =>
      Array.from({ length: rods }, (_, i) =>
        rod(rim(side, (2 * Math.PI * i) / rods), rim(side, (2 * Math.PI * (i + 1)) / rods)),
      ),
    ),
    rod(rim(-1, Math.PI), rim(1, Math.PI)),
    ...[-1, 1].map((side) => rod(rim(side, 0), [-0.1, eyes + 0.02, side * 0.86 * looks.faceWidth])),
  ];
}
