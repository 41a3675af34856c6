import { expect, it } from 'vitest';
import { describeWithPython } from '../support/reference-python.ts';
import { smallPets, trainedRun } from '../support/small-pets.ts';
import { expectSameOpened, storedWays, type Said } from './predictions.ts';

interface Opened extends Said {
  readonly input: readonly [string, readonly (number | null)[]];
  readonly classes: Readonly<Record<string, readonly string[]>>;
  readonly ops: readonly string[];
}

describeWithPython('reference', 'TensorFlow opens a SavedModel and agrees with netc', () => {
  const { run } = trainedRun(smallPets);

  it.each(storedWays)('with %j', { timeout: 300_000 }, async (options, tolerance) => {
    const said = await expectSameOpened<Opened>(run, 'savedmodel', 'open_savedmodel.py', options, tolerance);
    expect(said.input).toEqual(['photo', [null, 24, 28, 3]]);
    expect(said.classes).toEqual({ kind: ['cat', 'dog'] });
    expect(said.ops.filter((name) => /Random|VarHandle|Assign/.test(name))).toEqual([]);
  });
});
