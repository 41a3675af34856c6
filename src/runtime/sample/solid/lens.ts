import type { Solid } from './solid.ts';
import { type Frame, type Vector, direction, dot, subtract } from './vector.ts';

/** Where the viewer stands and how large things look. Angles in radians, lengths of the world in units. */
export interface View {
  /** Turns the world about its vertical axis. */
  readonly yaw: number;
  /** How far the camera looks down. */
  readonly pitch: number;
  /** The tilt of the horizon. */
  readonly roll: number;
  /** Distance of the camera in world units: small ones exaggerate what is near. */
  readonly distance: number;
}

/** Maps the world to pixels: x right, y down, z towards the viewer, all in pixels. */
export interface Lens {
  readonly point: (world: Vector) => Vector;
  readonly axis: (world: Vector) => Vector;
  /** Pixels a world unit at that point: nearer things are larger. */
  readonly scaleAt: (world: Vector) => number;
}

/** Axes of the view in the world: right, up and towards the viewer. */
export function viewAxes(view: View): { readonly right: Vector; readonly up: Vector; readonly near: Vector } {
  const [cy, sy, cp, sp] = [
    Math.cos(view.yaw),
    Math.sin(view.yaw),
    Math.cos(view.pitch),
    Math.sin(view.pitch),
  ];
  const right: Vector = [cy, 0, -sy];
  const near: Vector = [sy * cp, sp, cy * cp];
  const up: Vector = [-sy * sp, cp, -cy * sp];
  const [cr, sr] = [Math.cos(view.roll), Math.sin(view.roll)];
  const tilt = (a: Vector, b: Vector, c: number, s: number): Vector => [
    a[0] * c + b[0] * s,
    a[1] * c + b[1] * s,
    a[2] * c + b[2] * s,
  ];
  return { right: tilt(right, up, cr, sr), up: tilt(up, right, cr, -sr), near };
}

/** A lens that looks at `target`, shows it at (`x`, `y`) and a world unit there as `unit` pixels. */
export function lensFor(view: View, target: Vector, x: number, y: number, unit: number): Lens {
  const { right, up, near } = viewAxes(view);
  const axis = (v: Vector): Vector => [dot(v, right), -dot(v, up), dot(v, near)];
  const factor = (depth: number): number =>
    view.distance / Math.max(view.distance - depth, 0.2 * view.distance);
  return {
    axis,
    scaleAt: (world) => unit * factor(dot(subtract(world, target), near)),
    point: (world) => {
      const from = axis(subtract(world, target));
      const size = unit * factor(from[2]);
      return [x + from[0] * size, y + from[1] * size, from[2] * size];
    },
  };
}

/** The solid as the lens shows it: the same kind of solid, in pixels. */
export function seen(solid: Solid, lens: Lens): Solid {
  const frame = (f: Frame): Frame => ({
    along: lens.axis(f.along),
    up: lens.axis(f.up),
    side: lens.axis(f.side),
  });
  const here = lens.scaleAt(solid.kind === 'ball' ? solid.center : solid.from);
  const skin = {
    ...solid.skin,
    origin: lens.point(solid.skin.origin),
    frame: frame(solid.skin.frame),
    unit: solid.skin.unit * here,
  };
  if (solid.kind === 'ball') {
    const [a, b, c] = solid.radii;
    return {
      ...solid,
      center: lens.point(solid.center),
      frame: frame(solid.frame),
      radii: [a * here, b * here, c * here],
      ...(solid.clip && {
        clip: { normal: lens.axis(solid.clip.normal), offset: solid.clip.offset * here },
      }),
      blend: solid.blend * here,
      skin,
    };
  }
  const { squash } = solid;
  return {
    ...solid,
    from: lens.point(solid.from),
    to: lens.point(solid.to),
    fromRadius: solid.fromRadius * here,
    toRadius: solid.toRadius * lens.scaleAt(solid.to),
    blend: solid.blend * here,
    skin,
    ...(squash && { squash: { along: direction(lens.axis(squash.along)), by: squash.by } }),
  };
}
