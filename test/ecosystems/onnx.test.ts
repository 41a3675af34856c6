import { expect, it } from 'vitest';
import { here } from '../cli/here.ts';
import { describeWithPython, python } from '../support/reference-python.ts';
import { smallPets, trainedRun } from '../support/small-pets.ts';
import { exactPhotos, expectAgreement, expectVariety, netcPredictions, type Said } from './predictions.ts';

interface Opened extends Said {
  readonly input: readonly [string, readonly (number | string)[]];
  readonly outputs: readonly { readonly name: string; readonly classes: readonly string[] }[];
}

describeWithPython('reference', 'onnxruntime opens a model and agrees with netc', () => {
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
    const wrote = await here(['export', run, '--to', 'onnx', '-o', 'opened', '--force', ...options]);
    expect(wrote.err).toBe('');
    const said = JSON.parse(
      await python('reference', 'test/ecosystems/open_onnx.py', ['opened', ...photos]),
    ) as Opened;
    expect(said.input).toEqual(['photo', ['batch', 24, 28, 3]]);
    expect(said.outputs).toMatchObject([{ name: 'kind', classes: ['cat', 'dog'] }]);
    expectAgreement(said.together, wanted, tolerance);
    expectAgreement(said.alone, wanted, tolerance);
  });
});
