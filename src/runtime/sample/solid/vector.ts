/** A point or a direction in space: x right, y up, z towards the viewer, unless said otherwise. */
export type Vector = readonly [number, number, number];

/** Three unit vectors at right angles, and what they mean on a body: where it points, where its back is, its left. */
export interface Frame {
  readonly along: Vector;
  readonly up: Vector;
  readonly side: Vector;
}

export const add = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vector, by: number): Vector => [a[0] * by, a[1] * by, a[2] * by];
export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const length = (a: Vector): number => Math.sqrt(dot(a, a));
export const mix = (a: Vector, b: Vector, t: number): Vector => add(scale(a, 1 - t), scale(b, t));

/** The direction of a vector; a vector without one points up. */
export function direction(a: Vector): Vector {
  const size = length(a);
  return size < 1e-9 ? [0, 1, 0] : scale(a, 1 / size);
}

/** A frame that points along one vector, its back turned as far as it goes towards another. */
export function frameAlong(along: Vector, towardsUp: Vector): Frame {
  const a = direction(along);
  const flat = subtract(towardsUp, scale(a, dot(a, towardsUp)));
  const up = length(flat) < 1e-4 ? direction(cross(a, [0.31, 0.17, 0.93])) : direction(flat);
  return { along: a, up, side: cross(a, up) };
}

/** A point given in a frame's own coordinates. */
export function at(origin: Vector, frame: Frame, along: number, up: number, side: number): Vector {
  return add(origin, add(scale(frame.along, along), add(scale(frame.up, up), scale(frame.side, side))));
}

/** The frame turned about its own up (yaw), then its own side (pitch: nose up), then its own along (roll); radians. */
export function turned(frame: Frame, yaw: number, pitch: number, roll: number): Frame {
  const along1 = add(scale(frame.along, Math.cos(yaw)), scale(frame.side, Math.sin(yaw)));
  const side1 = subtract(scale(frame.side, Math.cos(yaw)), scale(frame.along, Math.sin(yaw)));
  const along = add(scale(along1, Math.cos(pitch)), scale(frame.up, Math.sin(pitch)));
  const up2 = subtract(scale(frame.up, Math.cos(pitch)), scale(along1, Math.sin(pitch)));
  const up = add(scale(up2, Math.cos(roll)), scale(side1, Math.sin(roll)));
  const side = subtract(scale(side1, Math.cos(roll)), scale(up2, Math.sin(roll)));
  return { along, up, side };
}
