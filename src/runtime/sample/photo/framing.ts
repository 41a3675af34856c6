import type { Random } from '../random.ts';
import { type Lens, type View, lensFor, seen } from '../solid/lens.ts';
import type { Solid } from '../solid/solid.ts';

/** A box in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The box around solids as a lens shows them. */
export function boxOf(solids: readonly Solid[], lens: Lens): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const include = (x: number, y: number, r: number): void => {
    left = Math.min(left, x - r);
    right = Math.max(right, x + r);
    top = Math.min(top, y - r);
    bottom = Math.max(bottom, y + r);
  };
  for (const solid of solids) {
    const s = seen(solid, lens);
    if (s.kind === 'ball') {
      // A ball's mean radius is near enough for framing.
      include(s.center[0], s.center[1], (s.radii[0] + s.radii[1] + s.radii[2]) / 3);
    } else {
      include(s.from[0], s.from[1], s.fromRadius);
      include(s.to[0], s.to[1], s.toRadius);
    }
  }
  return { left, top, right, bottom };
}

/** How much of an animal a picture shows. */
type Shot = 'whole' | 'half' | 'head';

/** A picture's lens, and how many pixels its shoulder height takes. */
export interface Framing {
  readonly lens: Lens;
  readonly unit: number;
}

const clampBetween = (value: number, a: number, b: number): number =>
  Math.min(Math.max(value, Math.min(a, b)), Math.max(a, b));

/**
 * Frames an animal as people do: all of it, half of it or its head; not always in the middle, sometimes cut off by the
 * frame, its head always in the picture.
 */
export function frameShot(
  width: number,
  height: number,
  view: View,
  body: readonly Solid[],
  head: readonly Solid[],
  random: Random,
): Framing {
  const target = [0, 0.5, 0] as const;
  const probe = lensFor(view, target, 0, 0, 1);
  const all = boxOf([...body, ...head], probe);
  const face = boxOf(head, probe);
  const shot = random.weighted<Shot>([
    [5, 'whole'],
    [3, 'half'],
    [2, 'head'],
  ]);
  const fill = (box: Box, share: number): number =>
    Math.min((width * share) / (box.right - box.left), (height * share) / (box.bottom - box.top));
  const unit = {
    whole: () => fill(all, random.between(0.54, 1.08)),
    half: () => fill(face, random.between(0.4, 0.62)),
    head: () => fill(face, random.between(0.65, 0.98)),
  }[shot]();
  const subject = shot === 'whole' ? all : face;
  const slack = (shot === 'whole' ? 0.1 : 0.16) * random.bell();
  const [offX, offY] = [slack * width, 0.08 * random.bell() * height];
  const below = shot === 'half' ? 0.14 * height : 0;
  const x = width / 2 + offX - (unit * (subject.left + subject.right)) / 2;
  const y = height / 2 + offY - below - (unit * (subject.top + subject.bottom)) / 2;
  // The face stays inside the frame, but for a little of it at times.
  const spare = random.chance(0.2) ? -0.12 * unit * (face.right - face.left) : 0.02 * width;
  const inX = clampBetween(x, spare - unit * face.left, width - spare - unit * face.right);
  const inY = clampBetween(y, spare - unit * face.top, height - spare - unit * face.bottom);
  return { lens: lensFor(view, target, inX, inY, unit), unit };
}
