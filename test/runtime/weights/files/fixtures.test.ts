import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openWeightFile } from '../../../../src/runtime/weights/files/open-weight-file.ts';
import { sampleIndices } from '../../../support/draws.ts';

interface Fixture {
  readonly file: string;
  readonly format: string;
  readonly tensors: readonly {
    readonly name: string;
    readonly layer: string;
    readonly part: string;
    readonly dtype: string;
    readonly shape: readonly number[];
    /** Not there for what is no floating point number. */
    readonly norm?: number;
    readonly samples?: readonly number[];
  }[];
}

const folder = new URL('../../../fixtures/', import.meta.url);
const fixtures = JSON.parse(readFileSync(new URL('weight_files.json', folder), 'utf8')) as readonly Fixture[];

const byName = <T extends { readonly name: string }>(tensors: readonly T[]): readonly T[] =>
  tensors.toSorted((a, b) => (a.name < b.name ? -1 : 1));

describe('files of weights', () => {
  it.each(fixtures)('$file is read as its own program reads it', async ({ file, format, tensors }) => {
    const opened = await openWeightFile(fileURLToPath(new URL(`weights/${file}`, folder)));
    try {
      expect(opened.format).toBe(format);
      const described = tensors.map(({ name, layer, part, dtype, shape }) => ({
        name,
        layer,
        part,
        dtype,
        shape,
      }));
      // Its layers are kept by class, and what tells their order is not in the file.
      if (format === 'keras-weights-h5') expect(byName(opened.tensors)).toEqual(byName(described));
      else expect(opened.tensors).toEqual(described);
      const expected = new Map(tensors.map((tensor) => [tensor.name, tensor]));
      for (const tensor of opened.tensors) {
        const { norm, samples = [], dtype } = expected.get(tensor.name) ?? {};
        if (norm === undefined || !/float|F/.test(dtype ?? '')) {
          await expect(opened.read(tensor)).rejects.toThrow(/^NET7203: /);
          continue;
        }
        const numbers = await opened.read(tensor);
        expect(Math.hypot(...numbers), tensor.name).toBeCloseTo(norm, 5);
        const indices = sampleIndices(tensor.name, numbers.length);
        expect(samples, tensor.name).toHaveLength(indices.length);
        for (const [place, at] of indices.entries())
          expect(numbers[at], `${tensor.name}[${at}]`).toBeCloseTo(samples[place] ?? NaN, 6);
      }
    } finally {
      await opened.close();
    }
  });
});
