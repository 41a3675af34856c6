import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/runtime/problem.ts';
import { decodeSafetensors, encodeSafetensors } from '../../../src/runtime/weights/safetensors.ts';

const joined = (pieces: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(pieces));

/** A file with a header of our own making. */
function forged(header: unknown, dataBytes: number, headerLength?: bigint): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, headerLength ?? BigInt(json.length), true);
  return joined([length, json, new Uint8Array(dataBytes)]);
}

const tensor = (shape: readonly number[], start: number, end: number, dtype = 'F32'): unknown => ({
  dtype,
  shape,
  data_offsets: [start, end],
});

describe('safetensors', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.string({ minLength: 1, maxLength: 20 }).filter((name) => name !== '__metadata__'),
          { maxLength: 6 },
        ),
        fc.array(fc.nat(4), { maxLength: 3 }),
        fc.dictionary(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 })),
        (names, shape, metadata) => {
          const count = shape.reduce((product, size) => product * size, 1);
          const tensors = names.map((name, seed) => ({
            name,
            shape,
            data: Float32Array.from({ length: count }, (_, index) => seed + index / 7),
          }));
          const bytes = joined(encodeSafetensors({ tensors, metadata }));
          const read = decodeSafetensors(bytes, 'x');
          expect(new Map(read.tensors.map((one) => [one.name, one]))).toEqual(
            new Map(tensors.map((one) => [one.name, one])),
          );
          expect({ ...read.metadata }).toEqual({ ...metadata });
        },
      ),
    );
  });

  it('begins its numbers at a multiple of eight', () => {
    for (const name of ['a', 'ab', 'abc', 'abcdefgh']) {
      const [length] = encodeSafetensors({
        tensors: [{ name, shape: [], data: Float32Array.of(1) }],
        metadata: {},
      });
      expect(new DataView((length ?? new Uint8Array(8)).buffer).getBigUint64(0, true) % 8n).toBe(0n);
    }
  });

  it.each([
    ['an empty file', new Uint8Array(0)],
    ['a header longer than the file', forged('{}', 0, 3n)],
    ['a header of 2⁶³ bytes', forged('{}', 0, 2n ** 63n)],
    ['no JSON', forged('{"a":', 0)],
    ['a list', forged([], 0)],
    ['bytes that are no UTF-8', forged('{}', 0).map((byte, index) => (index === 8 ? 0xff : byte))],
    ['overlapping tensors', forged({ a: tensor([2], 0, 8), b: tensor([2], 4, 12) }, 12)],
    ['a hole between tensors', forged({ a: tensor([1], 0, 4), b: tensor([1], 8, 12) }, 12)],
    ['a hole at the beginning', forged({ a: tensor([1], 4, 8) }, 8)],
    ['bytes after the last tensor', forged({ a: tensor([1], 0, 4) }, 8)],
    ['a tensor beyond the end', forged({ a: tensor([2], 0, 8) }, 4)],
    ['a shape that does not fit the bytes', forged({ a: tensor([3], 0, 8) }, 8)],
    ['a shape that overflows', forged({ a: tensor([2 ** 40, 2 ** 40], 0, 8) }, 8)],
    ['a negative size', forged({ a: tensor([-1, -2], 0, 8) }, 8)],
    ['offsets that go backwards', forged({ a: tensor([0], 8, 4) }, 8)],
    ['three offsets', forged({ a: { dtype: 'F32', shape: [1], data_offsets: [0, 4, 8] } }, 8)],
    ['another dtype', forged({ a: tensor([2], 0, 4, 'F16') }, 4)],
    ['metadata that is no text', forged({ __metadata__: { a: 1 } }, 0)],
    ['a tensor that is a number', forged({ a: 1 }, 0)],
  ])('refuses %s', (_, bytes) => {
    expect(() => decodeSafetensors(bytes, 'w.safetensors')).toThrow(Problem);
    expect(() => decodeSafetensors(bytes, 'w.safetensors')).toThrow(/NET7007: w\.safetensors/);
  });
});
