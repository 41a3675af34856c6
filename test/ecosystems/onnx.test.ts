import { expect, it } from 'vitest';
import { describeWithPython } from '../support/reference-python.ts';
import { smallPets, trainedRun } from '../support/small-pets.ts';
import { expectSameOpened, storedWays, type Said } from './predictions.ts';

interface Opened extends Said {
  readonly input: readonly [string, readonly (number | string)[]];
  readonly outputs: readonly { readonly name: string; readonly classes: readonly string[] }[];
}

describeWithPython('reference', 'onnxruntime opens a model and agrees with netc', () => {
  const { run } = trainedRun(smallPets);

  it.each(storedWays)('with %j', { timeout: 300_000 }, async (options, tolerance) => {
    const said = await expectSameOpened<Opened>(run, 'onnx', 'open_onnx.py', options, tolerance);
    expect(said.input).toEqual(['photo', ['batch', 24, 28, 3]]);
    expect(said.outputs).toMatchObject([{ name: 'kind', classes: ['cat', 'dog'] }]);
  });
});
