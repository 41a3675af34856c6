import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { decodeSafetensors } from '../../src/runtime/weights/safetensors.ts';
import { here } from '../cli/here.ts';
import { describeWithPython, python } from '../support/reference-python.ts';
import { smallPets, trainedRun } from '../support/small-pets.ts';

interface Read {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: Readonly<
    Record<
      string,
      { readonly dtype: string; readonly shape: readonly number[]; readonly values: readonly number[] }
    >
  >;
}

describeWithPython('reference', "safetensors' own library reads an export", () => {
  const { run } = trainedRun(smallPets);

  it.each([
    ['none', 'float32', 0],
    ['float16', 'float16', 2 ** -11],
  ])('of weights stored as %s', { timeout: 300_000 }, async (quantize, dtype, rounding) => {
    const words = ['--to', 'safetensors', '-o', 'opened', '--force', '--quantize', quantize];
    expect((await here(['export', run, ...words])).err).toBe('');
    const file = 'opened/model.safetensors';
    const { metadata, tensors } = JSON.parse(
      await python('reference', 'test/ecosystems/open_safetensors.py', [file]),
    ) as Read;
    expect(metadata).toMatchObject({ format: 'netc', train: 'small', weights: 'last' });
    expect(JSON.parse(metadata['outputs'] ?? '')).toMatchObject([{ name: 'kind', classes: ['cat', 'dog'] }]);
    const trained = decodeSafetensors(readFileSync(join(run, 'weights/last.safetensors')), run).tensors;
    const kept = trained.filter(({ name }) => !name.startsWith('aux.'));
    expect(Object.keys(tensors).sort()).toEqual(kept.map(({ name }) => name).sort());
    for (const { name, shape, data } of kept) {
      const read = tensors[name];
      expect(read, name).toMatchObject({ dtype, shape });
      for (const [index, value] of data.entries()) {
        // Below the least normal half the step is fixed.
        const allowed = rounding === 0 ? 0 : Math.max(Math.abs(value) * rounding, 2 ** -25);
        expect(Math.abs(value - (read?.values[index] ?? NaN))).toBeLessThanOrEqual(allowed);
      }
    }
  });
});
