import { expect, it } from 'vitest';
import type { GraphKey } from '../../../src/ir/graph-keys.ts';
import type { Program } from '../../../src/ir/program.ts';
import type { Tensors } from '../../../src/runtime/engines/engine.ts';
import { initialValues } from '../../../src/runtime/train/initialize.ts';
import { NumbersBroke } from '../../../src/runtime/train/numbers-broke.ts';
import { beginning } from '../../../src/runtime/train/position.ts';
import { replay } from '../../../src/runtime/train/replay.ts';
import { train, type Training } from '../../../src/runtime/train/training.ts';
import { FakeKeeper, fakePhase, fakeProgram, FakeSession, fakeSource } from './fake.ts';

/** A session in which the step of this number in the whole run makes a variable infinite. */
class Breaking extends FakeSession {
  readonly at: number;
  readonly path: string;

  constructor(path: string, at: number) {
    super();
    this.path = path;
    this.at = at;
  }

  override async run(graph: GraphKey, feeds: Tensors): Promise<Tensors> {
    const results = await super.run(graph, feeds);
    if (feeds['seed']?.data[1] === this.at) this.values.set(this.path, Float32Array.of(Infinity));
    return results;
  }
}

function trainingOf(program: Program, session: FakeSession, keeper: FakeKeeper): Training {
  return {
    program,
    session,
    sources: () => ({
      train: fakeSource([0.25, 0.75, 0.5, 0.75, 0.9], [0, 1, 1, 0, 1], 2, true),
      validation: undefined,
      test: undefined,
    }),
    seed: 7,
    rateShare: 1,
    keeper,
    stop: new AbortController().signal,
    clock: () => 0,
    saveEvery: Infinity,
  };
}

async function broken(training: Training): Promise<NumbersBroke> {
  await training.session.assign(initialValues(training.program.variables, training.seed));
  const error = await train(training, beginning).catch((thrown: unknown) => thrown);
  if (!(error instanceof NumbersBroke)) throw new Error('nothing broke');
  return error;
}

const program = fakeProgram(fakePhase('only', { kind: 'epochs', count: 3 }));

it('never saves a state that is not finite, and finds the step that made it so', async () => {
  const keeper = new FakeKeeper();
  // Steps 3, 4 and 5 are the second epoch; a statistic has no part in the loss.
  const training = trainingOf(program, new Breaking('moving', 4), keeper);
  const failure = await broken(training);
  expect(failure.broken).toEqual({ kind: 'variable', path: 'moving', value: Infinity });
  expect(failure.position).toMatchObject({ epoch: 1, step: 3, globalStep: 6 });

  const saved = keeper.saved.at(-1);
  if (saved === undefined) throw new Error('nothing was saved');
  expect(saved.position).toMatchObject({ epoch: 1, step: 0, globalStep: 3 });
  expect([...(saved.values.get('moving') ?? [])]).toEqual([0]);
  const found = await replay(training, saved, failure);
  expect(found?.position).toMatchObject({ epoch: 1, step: 1, globalStep: 4 });
  expect(found?.files).toEqual(['photo3.jpg', 'photo4.jpg']);
  expect(found?.graph).toBe('train/0');
  expect([...(found?.values.get('moving') ?? [])]).toEqual([0]);
  // Steps before it are as they were: its weights are those of a run that stops there.
  const short = fakeProgram(fakePhase('only', { kind: 'steps', count: 4 }));
  const other = trainingOf(short, new FakeSession(), new FakeKeeper());
  await other.session.assign(initialValues(short.variables, other.seed));
  await train(other, beginning);
  expect(found?.values.get('w')).toEqual((await other.session.read(['w'])).get('w'));
});

it('says that nothing breaks where the second time differs', async () => {
  const keeper = new FakeKeeper();
  const failure = await broken(trainingOf(program, new Breaking('moving', 4), keeper));
  const [first] = keeper.saved;
  if (first === undefined) throw new Error('nothing was saved');
  expect(await replay(trainingOf(program, new FakeSession(), keeper), first, failure)).toBeUndefined();
});

it('stops before the first step where training would begin with what is not finite', async () => {
  const keeper = new FakeKeeper();
  const training = trainingOf(program, new FakeSession(), keeper);
  await training.session.assign(new Map([['w', Float32Array.of(1, NaN)]]));
  await expect(train(training, beginning)).rejects.toThrow('w is NaN');
  expect(keeper.saved).toEqual([]);
});

it('stops at a validation loss that is not finite, with all that is needed to look into it', async () => {
  const training = {
    ...trainingOf(program, new FakeSession(), new FakeKeeper()),
    sources: () => ({
      train: fakeSource([0.25, 0.75], [0, 1]),
      validation: fakeSource([0.5, 0.5, Infinity, 0.5], [1, 1, 0, 0]),
      test: undefined,
    }),
  };
  const failure = await broken(training);
  expect(failure.broken).toEqual({ kind: 'loss', split: 'validation', value: Infinity });
  expect(failure.scene).toMatchObject({ graph: 'evaluate/0', files: ['photo2.jpg', 'photo3.jpg'] });
  expect(failure.scene?.values.get('w')).toEqual((await training.session.read(['w'])).get('w'));
});
