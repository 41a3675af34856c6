/** Batch, height, width, channels of an image, or the four sizes of a kernel. */
export function sizes(shape: readonly number[]): readonly [number, number, number, number] {
  const [a = 1, b = 1, c = 1, d = 1] = shape;
  return [a, b, c, d];
}
