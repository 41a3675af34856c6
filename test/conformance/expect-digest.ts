import { expect } from 'vitest';
import { sampleIndices } from '../support/draws.ts';
import { relativeDifference } from './agreement.ts';
import type { Digest } from './network-cases.ts';

/** Compares a tensor with the few numbers that the oracle kept of it. */
export function expectDigest(path: string, values: Float32Array, digest: Digest, tolerance = 1e-4): void {
  const samples = sampleIndices(path, values.length).map((index) => values[index] ?? NaN);
  expect(relativeDifference(samples, digest.samples), path).toBeLessThan(tolerance);
  expect(relativeDifference([Math.hypot(...chunks(values))], [digest.norm]), `${path}, norm`).toBeLessThan(
    tolerance,
  );
}

/** Norms of parts: a spread argument list holds only so many numbers. */
function chunks(values: Float32Array): number[] {
  const norms: number[] = [];
  for (let begin = 0; begin < values.length; begin += 4096) {
    norms.push(
      Math.sqrt(values.subarray(begin, begin + 4096).reduce((sum, value) => sum + value * value, 0)),
    );
  }
  return norms;
}
