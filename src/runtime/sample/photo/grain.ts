import { Random } from '../random.ts';

const count = 65536;

/** Normal deviates, mean 0 and standard deviation 1, drawn once. */
const table: Float32Array = (() => {
  const random = new Random('grain');
  return Float32Array.from({ length: count }, () => random.bell());
})();

/** The noise of a pixel: neighbours get unrelated values of the table. */
export function grain(index: number): number {
  // A multiplicative hash walks the table in an order without visible repeats.
  return table[(Math.imul(index, 0x9e3779b1) >>> 16) & (count - 1)] ?? 0;
}
