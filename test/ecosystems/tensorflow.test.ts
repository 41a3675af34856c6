import { expect, it } from 'vitest';
import { here } from '../cli/here.ts';
import { describeWithPython, python } from '../support/reference-python.ts';
import { smallPets, trainedRun } from '../support/small-pets.ts';
import { exactPhotos, expectAgreement, expectVariety, netcPredictions, type Said } from './predictions.ts';

interface Opened extends Said {
  readonly input: readonly [string, readonly (number | null)[]];
  readonly classes: Readonly<Record<string, readonly string[]>>;
  readonly ops: readonly string[];
}

describeWithPython('reference', 'TensorFlow opens a SavedModel and agrees with netc', () => {
  const { run } = trainedRun(smallPets);

  it.each([
    [[], 1e-5],
    [['--fold'], 1e-5],
    // Halves are off by 2⁻¹¹ of a weight, levels by half a step, a 510th of a channel's range.
    [['--quantize', 'float16'], 2e-3],
    [['--fold', '--quantize', 'uint8'], 2e-2],
  ])('with %j', { timeout: 300_000 }, async (options, tolerance) => {
    const photos = await exactPhotos('data/pets/test', { height: 24, width: 28 });
    const wanted = await netcPredictions(run, photos);
    expectVariety(wanted);
    const wrote = await here(['export', run, '--to', 'savedmodel', '-o', 'opened', '--force', ...options]);
    expect(wrote.err).toBe('');
    const said = JSON.parse(
      await python('reference', 'test/ecosystems/open_savedmodel.py', ['opened', ...photos]),
    ) as Opened;
    expect(said.input).toEqual(['photo', [null, 24, 28, 3]]);
    expect(said.classes).toEqual({ kind: ['cat', 'dog'] });
    expect(said.ops.filter((name) => /Random|VarHandle|Assign/.test(name))).toEqual([]);
    expectAgreement(said.together, wanted, tolerance);
    expectAgreement(said.alone, wanted, tolerance);
  });
});
