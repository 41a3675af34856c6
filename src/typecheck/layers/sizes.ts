import type { Shape } from '../typed-module.ts';

/** Numbers in a tensor of this shape. */
export function elements(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The last axis: an image's channels, a vector's units. */
export function channelsOf(shape: Shape | undefined): number {
  return shape?.at(-1) ?? 0;
}

/** One operation an element where an activation or a bias is applied. */
export function elementwiseFlops(output: Shape, ...applied: readonly unknown[]): number {
  const count = applied.filter(
    (option) => option !== null && option !== undefined && option !== false,
  ).length;
  return count * elements(output);
}
