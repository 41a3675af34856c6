import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { decodeSafetensors } from '../../src/runtime/weights/safetensors.ts';
import { here } from '../cli/here.ts';
import { describeWithPython, python } from '../support/reference-python.ts';
import { smallPets, trainedRun } from '../support/small-pets.ts';
import { exactPhotos, expectAgreement, expectVariety, netcPredictions, type Said } from './predictions.ts';

interface Ran extends Said {
  readonly classes: Readonly<Record<string, readonly string[]>>;
  readonly began: Readonly<Record<string, readonly number[]>>;
  readonly loss: readonly number[];
  readonly changed: readonly string[];
}

describeWithPython('reference', 'Keras runs the program of an export', () => {
  const { run } = trainedRun(smallPets);

  it.each([
    ['none', 1e-5, 0],
    // Halves are off by 2⁻¹¹ of a weight.
    ['float16', 2e-3, 2 ** -11],
  ])(
    'with weights stored as %s, and trains on with it',
    { timeout: 300_000 },
    async (quantize, tolerance, rounding) => {
      const photos = await exactPhotos('data/pets/test', { height: 24, width: 28 });
      const wanted = await netcPredictions(run, photos);
      expectVariety(wanted);
      const words = ['--to', 'keras', '-o', 'opened', '--force', '--quantize', quantize];
      expect((await here(['export', run, ...words])).err).toBe('');
      const said = await python('reference', 'test/ecosystems/run_keras.py', [
        'opened',
        'data/pets/train',
        ...photos,
      ]);
      const ran = JSON.parse(said.trim().split('\n').at(-1) ?? '') as Ran;
      expect(ran.classes).toEqual({ kind: ['cat', 'dog'] });
      expectAgreement(ran.together, wanted, tolerance);
      expectAgreement(ran.alone, wanted, tolerance);

      const trained = decodeSafetensors(readFileSync(join(run, 'weights/last.safetensors')), run).tensors;
      const kept = trained.filter(({ name }) => !name.startsWith('aux.'));
      expect(Object.keys(ran.began).sort()).toEqual(kept.map(({ name }) => name).sort());
      for (const { name, data } of kept)
        for (const [index, value] of data.entries()) {
          const allowed = rounding === 0 ? 0 : Math.max(Math.abs(value) * rounding, 2 ** -25);
          expect(Math.abs(value - (ran.began[name]?.[index] ?? NaN))).toBeLessThanOrEqual(allowed);
        }

      expect(ran.loss).toHaveLength(1);
      expect(ran.loss.every(Number.isFinite)).toBe(true);
      expect([...ran.changed].sort()).toEqual(kept.map(({ name }) => name).sort());
    },
  );
});
