import { describe, expect, it } from 'vitest';
import type { Program } from '../../../src/ir/program.ts';
import { NumbersBroke } from '../../../src/runtime/train/numbers-broke.ts';
import type { BatchSources } from '../../../src/runtime/train/batch-source.ts';
import { initialValues } from '../../../src/runtime/train/initialize.ts';
import { beginning, type Position } from '../../../src/runtime/train/position.ts';
import { plainRegime } from '../../../src/typecheck/regime.ts';
import { train, type TrainingResult } from '../../../src/runtime/train/training.ts';
import { FakeKeeper, fakePhase, fakeProgram, FakeSession, fakeSource } from './fake.ts';

const data = (): BatchSources => ({
  train: fakeSource([0.25, 0.75, 0.5, 0.75, 0.9], [0, 1, 1, 0, 1], 2, true),
  validation: fakeSource([0.1, 0.9, 0.5], [0, 1, 1]),
  test: fakeSource([0.2, 0.4], [1, 0]),
});

interface Sitting {
  readonly session: FakeSession;
  readonly keeper: FakeKeeper;
  readonly result: TrainingResult;
}

/** One sitting: from a saved position or from the beginning, stopped after some steps or not. */
async function sit(
  program: Program,
  options: {
    readonly from?: { readonly position: Position; readonly values: ReadonlyMap<string, Float32Array> };
    readonly stopAfter?: number;
    readonly lossAt?: ReadonlyMap<number, number>;
    readonly sources?: BatchSources;
    readonly keeper?: FakeKeeper;
    readonly saveEvery?: number;
  } = {},
): Promise<Sitting> {
  const session = new FakeSession();
  const keeper = options.keeper ?? new FakeKeeper();
  const stop = new AbortController();
  session.lossAt = options.lossAt ?? new Map();
  session.onStep = (step) => {
    if (step === options.stopAfter) stop.abort();
  };
  await session.assign(initialValues(program.variables, 7));
  if (options.from) await session.assign(options.from.values);
  let time = 0;
  const result = await train(
    {
      program,
      session,
      sources: () => options.sources ?? data(),
      seed: 7,
      rateShare: 1,
      keeper,
      stop: stop.signal,
      clock: () => (time += 1000),
      saveEvery: options.saveEvery ?? Infinity,
    },
    options.from?.position ?? beginning,
  );
  return { session, keeper, result };
}

const epochs = (keeper: FakeKeeper): readonly unknown[] =>
  keeper.events.filter(({ event }) => event === 'epoch');

describe('training', () => {
  it('feeds each step its learning rate, seed and powers of beta, afresh in each phase', async () => {
    const betas = { beta1: 0.9, beta2: 0.999 };
    const program = fakeProgram(
      fakePhase('top', { kind: 'epochs', count: 1 }, { betas }),
      fakePhase('fine', { kind: 'steps', count: 2 }, { betas, learningRate: 0.25 }),
    );
    const { session, result } = await sit(program);
    const steps = session.calls.filter(({ graph }) => graph.startsWith('train/'));
    expect(steps.map(({ graph }) => graph)).toEqual(['train/0', 'train/0', 'train/0', 'train/1', 'train/1']);
    expect(steps.map(({ feeds }) => [...(feeds['seed']?.data ?? [])])).toEqual(
      [0, 1, 2, 3, 4].map((n) => [7, n]),
    );
    expect(steps.map(({ feeds }) => feeds['learning_rate']?.data[0])).toEqual([0.5, 0.5, 0.5, 0.25, 0.25]);
    const powers = steps.map(({ feeds }) => feeds['beta1_power']?.data[0] ?? 0);
    [0.9, 0.81, 0.729, 0.9, 0.81].forEach((power, step) => {
      expect(powers[step]).toBeCloseTo(power, 6);
    });
    expect(result.status).toBe('done');
  });

  it('says what each task is of the loss, and warns once a phase of one that drowns the others', async () => {
    const [term] = fakePhase('top', { kind: 'epochs', count: 2 }).terms;
    if (term === undefined) throw new Error('the phase has no term');
    const several = (name: string, weight: number) =>
      fakePhase(name, { kind: 'epochs', count: 2 }, { terms: [term, { ...term, name: 'other', weight }] });
    const { keeper } = await sit(fakeProgram(several('top', 1), several('fine', 1000)));
    const shares = keeper.events.flatMap((event) => (event.event === 'epoch' ? [event.shares ?? {}] : []));
    expect(shares.map((share) => share['kind']?.toFixed(3))).toEqual(['0.999', '0.999', '0.500', '0.500']);
    const warnings = keeper.events.flatMap((event) => (event.event === 'warning' ? [event] : []));
    expect(warnings.map(({ code }) => code)).toEqual(['NET7050']);
    expect(warnings[0]?.message).toMatch(/phase top .* 1000 times .* a weight of 0\.001 would/);
  });

  it('weighs batches by their samples, and counts metrics over samples', async () => {
    const program = fakeProgram(fakePhase('only', { kind: 'epochs', count: 1 }, { learningRate: 0 }));
    const { keeper } = await sit(program);
    const epoch = keeper.events.find(({ event }) => event === 'epoch');
    // |w| = 1 at all steps; the mean input over five samples is 0.63, though the last batch has one sample.
    expect(epoch).toMatchObject({ event: 'epoch', train: 'small', phase: 'only', epoch: 1 });
    if (epoch?.event !== 'epoch') throw new Error('no epoch');
    expect(epoch.loss).toBeCloseTo(1.63, 6);
    // Right: 0.25→0, 0.75→1, 0.9→1; wrong: 0.5 is not above the threshold, 0.75→0.
    expect(epoch.metrics['accuracy']).toBeCloseTo(3 / 5, 12);
    expect(epoch.val?.['accuracy']).toBeCloseTo(2 / 3, 12);
    expect(epoch.val?.loss).toBeCloseTo(1.5, 6);
  });

  it('evaluates the test split at the end', async () => {
    const { result } = await sit(
      fakeProgram(fakePhase('only', { kind: 'epochs', count: 1 }, { learningRate: 0 })),
    );
    expect(result.test?.metrics['accuracy']).toBe(1 / 2);
    expect(result.test?.loss).toBeCloseTo(1.3, 6);
  });

  it('keeps the weights of the lowest validation loss', async () => {
    const program = fakeProgram(fakePhase('only', { kind: 'epochs', count: 4 }));
    const { keeper } = await sit(program);
    // w falls by 0.5 × (0.5 + 0.7 + 0.75…) an epoch, so |w| falls first and rises later.
    const losses = keeper.events.flatMap((event) =>
      event.event === 'epoch' ? [event.val?.loss ?? NaN] : [],
    );
    const best = keeper.best.at(-1)?.position.best;
    expect(best?.loss).toBe(Math.min(...losses));
    expect(best?.epoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
    expect([...(keeper.best[0]?.values.keys() ?? [])]).toEqual(['w', 'moving']);
  });

  it.each([1, 2, 3, 4, 6, 7, 8])(
    'ends with the same weights when stopped after step %i and resumed',
    async (stopAfter) => {
      const program = fakeProgram(
        fakePhase('top', { kind: 'epochs', count: 2 }),
        fakePhase('fine', { kind: 'steps', count: 4 }),
      );
      const whole = await sit(program);
      const keeper = new FakeKeeper();
      const first = await sit(program, { stopAfter, keeper });
      expect(first.result.status).toBe('interrupted');
      const from = keeper.saved.at(-1);
      if (from === undefined) throw new Error('nothing was saved');
      expect(from.position.globalStep).toBe(stopAfter);
      const second = await sit(program, { from: { ...from, position: throughJson(from.position) }, keeper });
      expect(second.result.status).toBe('done');
      // The first phase's slot is of no use to the second, and is not kept.
      const kept = ({ session }: Sitting): unknown =>
        ['w', 'fine/w/slot'].map((path) => session.values.get(path));
      expect(kept(second)).toEqual(kept(whole));
      const scores = (events: readonly unknown[]): unknown =>
        events.map((event) => ({ ...(event as object), seconds: 0, imagesPerSecond: 0, waitedForData: 0 }));
      expect(scores(epochs(keeper))).toEqual(scores(epochs(whole.keeper)));
    },
  );

  const watched = { split: 'validation', figure: 'loss', better: 'lower' } as const;
  const stop = { watch: watched, patience: 2, minDelta: 0 };
  const best = { kind: 'best', watch: watched } as const;

  it('hands on the weights of the best epoch, and ends at it or later', async () => {
    const regime = { ...plainRegime, stop, keep: best };
    const program = fakeProgram(
      fakePhase('top', { kind: 'epochs', count: 20 }, { regime }),
      fakePhase('fine', { kind: 'epochs', count: 1 }, { learningRate: 0 }),
    );
    const { keeper, session } = await sit(program);
    const losses = keeper.events.flatMap((event) =>
      event.event === 'epoch' && event.phase === 'top' ? [event.val?.loss ?? NaN] : [],
    );
    const bestEpoch = losses.indexOf(Math.min(...losses)) + 1;
    expect(losses).toHaveLength(bestEpoch + stop.patience);
    const kept = keeper.events.find(({ event }) => event === 'kept');
    expect(kept).toMatchObject({ phase: 'top', epoch: bestEpoch, early: true, last: losses.length });
    expect(kept).toMatchObject({ figure: 'val_loss', value: Math.min(...losses) });
    // The second phase trains at a rate of 0: it ends with what it began with.
    expect(session.values.get('w')).toEqual(keeper.phaseBest.get('w'));
    expect(keeper.saved.at(-1)?.weights.get('w')).toEqual(keeper.phaseBest.get('w'));
  });

  it('keeps the last weights where it is told to', async () => {
    const regime = { ...plainRegime, stop };
    const { keeper } = await sit(fakeProgram(fakePhase('top', { kind: 'epochs', count: 20 }, { regime })));
    expect(keeper.events.filter(({ event }) => event === 'kept')).toEqual([]);
    expect(keeper.phaseBest.size).toBe(0);
  });

  it('leaves out the later stages of a phase that stops early', async () => {
    const whole = { kind: 'epochs', count: 40 } as const;
    const stage = (index: number) => ({ ...plainRegime, stop, keep: best, stage: { index, whole } });
    const program = fakeProgram(
      fakePhase('fine.b', { kind: 'epochs', count: 2 }, { regime: stage(0) }),
      fakePhase('fine.a', { kind: 'epochs', count: 30 }, { regime: stage(1) }),
      fakePhase('fine.never', whole, { regime: stage(2) }),
      fakePhase('after', { kind: 'epochs', count: 1 }),
    );
    const { keeper } = await sit(program);
    const begun = keeper.events.flatMap((event) => (event.event === 'phase' ? [event.phase] : []));
    expect(begun).toEqual(['fine.b', 'fine.a', 'after']);
    const counted = keeper.events.flatMap((event) =>
      event.event === 'epoch' && event.phase !== 'after' ? [event.epoch] : [],
    );
    expect(counted).toEqual(counted.map((_, index) => index + 1));
  });

  it('gathers the gradients of several batches, over the end of an epoch too', async () => {
    const regime = { ...plainRegime, accumulate: 2 };
    const { session } = await sit(fakeProgram(fakePhase('only', { kind: 'epochs', count: 2 }, { regime })));
    const kinds = session.calls.map(({ graph }) => graph).filter((graph) => !graph.startsWith('evaluate'));
    expect(kinds).toEqual([0, 1, 2, 3, 4, 5].map((step) => `${step % 2 === 0 ? 'accumulate' : 'train'}/0`));
  });

  it('counts updates, not batches, where a phase is counted in steps', async () => {
    const regime = { ...plainRegime, accumulate: 2 };
    const { session } = await sit(fakeProgram(fakePhase('only', { kind: 'steps', count: 2 }, { regime })));
    expect(session.calls.filter(({ graph }) => graph === 'train/0')).toHaveLength(2);
  });

  it('validates with averages, hands them on, and trains on with the weights themselves', async () => {
    const regime = { ...plainRegime, average: 0.5 };
    const phase = fakePhase('only', { kind: 'epochs', count: 2 }, { regime, slots: ['w:average'] });
    const program = fakeProgram(phase);
    const slot = { path: 'w:average', shape: [2], role: 'slot' } as const;
    const zero = { kind: 'constant', value: 0 } as const;
    const { session, keeper } = await sit({
      ...program,
      variables: [...program.variables, { ...slot, initializer: zero }],
    });
    const momenta = session.calls.flatMap(({ graph, feeds }) =>
      graph === 'train/0' ? [feeds['average_momentum']?.data[0]] : [],
    );
    expect(momenta).toEqual([0, 0.5, 0.5, 0.5, 0.5, 0.5]);
    // The fake session never changes the average: it stays 0, and so are what is evaluated and what is handed on.
    const val = keeper.events.flatMap((event) => (event.event === 'epoch' ? [event.val?.loss] : []));
    expect(val).toEqual([0.5, 0.5].map((mean) => expect.closeTo(mean, 6) as number));
    expect([...(session.values.get('w') ?? [])]).toEqual([0, 0]);
    const [, first] = keeper.saved;
    expect(first?.values.get('w')?.[0]).not.toBe(0);
    expect(first?.weights.get('w')?.[0]).toBe(0);
    expect(keeper.saved[0]?.weights.get('w')?.[0]).toBe(1);
  });

  it.each([1, 2, 4, 5, 7, 8, 10, 13, 16, 17, 19, 22])(
    'goes on the same after step %i with schedules, patience, gathered batches and stages',
    async (stopAfter) => {
      const whole = { kind: 'epochs', count: 5 } as const;
      const plateau = {
        kind: 'plateau',
        ...{ watch: watched, factor: 0.5, patience: 1, minDelta: 0.01, cooldown: 1, minimum: 0 },
      } as const;
      const stage = (index: number) => ({
        ...plainRegime,
        ...{ stop: { ...stop, patience: 4 }, keep: best, schedule: plateau },
        stage: { index, whole },
      });
      const cosine = { kind: 'cosine', warmup: 1, floor: 0.1 } as const;
      const program = fakeProgram(
        fakePhase(
          'top',
          { kind: 'epochs', count: 3 },
          { regime: { ...plainRegime, schedule: cosine, accumulate: 2, keep: best } },
        ),
        fakePhase('fine.b', { kind: 'epochs', count: 2 }, { regime: stage(0) }),
        fakePhase('fine.a', whole, { regime: stage(1) }),
      );
      const uninterrupted = await sit(program);
      const keeper = new FakeKeeper();
      const first = await sit(program, { stopAfter, keeper });
      expect(first.result.status).toBe('interrupted');
      const from = keeper.saved.at(-1);
      if (from === undefined) throw new Error('nothing was saved');
      const second = await sit(program, { from: { ...from, position: throughJson(from.position) }, keeper });
      expect(second.result.status).toBe('done');
      expect(second.session.values.get('w')).toEqual(uninterrupted.session.values.get('w'));
      const told = (events: readonly unknown[]): unknown =>
        events.map((event) => ({ ...(event as object), seconds: 0, imagesPerSecond: 0, waitedForData: 0 }));
      expect(told(epochs(keeper))).toEqual(told(epochs(uninterrupted.keeper)));
      const rest = (position: Position): unknown => ({ ...position, epochSeconds: 0, seconds: 0 });
      expect(rest(second.result.position)).toEqual(rest(uninterrupted.result.position));
    },
  );

  it('stops at a loss that is not a number, names the photos, and saves nothing after it', async () => {
    const program = fakeProgram(fakePhase('only', { kind: 'epochs', count: 3 }));
    const keeper = new FakeKeeper();
    const failing = sit(program, { lossAt: new Map([[5, NaN]]), keeper });
    const problem = await failing.then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!(problem instanceof NumbersBroke)) throw new Error('nothing was reported');
    expect(problem.broken).toEqual({ kind: 'loss', split: 'train', value: NaN });
    expect(problem.position).toMatchObject({ epoch: 1, step: 1 });
    expect(problem.files).toEqual(['photo3.jpg', 'photo4.jpg']);
    expect(keeper.saved.at(-1)?.position).toMatchObject({ epoch: 1, step: 0, globalStep: 3 });
  });

  it('saves inside an epoch when it is due, and goes on from there to the same figures', async () => {
    const program = fakeProgram(fakePhase('top', { kind: 'epochs', count: 2 }));
    const whole = await sit(program);
    const everyStep = new FakeKeeper();
    await sit(program, { saveEvery: 0, keeper: everyStep });
    const inside = everyStep.saved.filter(({ position }) => position.step > 0);
    expect(inside.map(({ position }) => [position.epoch, position.step])).toEqual(
      [0, 1].flatMap((epoch) => [1, 2, 3].map((step) => [epoch, step])),
    );
    for (const from of inside) {
      const again = await sit(program, { from: { ...from, position: throughJson(from.position) } });
      expect(again.session.values.get('w')).toEqual(whole.session.values.get('w'));
      const told = (keeper: FakeKeeper): unknown =>
        epochs(keeper)
          .slice(-1)
          .map((event) => ({ ...(event as object), seconds: 0, imagesPerSecond: 0, waitedForData: 0 }));
      expect(told(again.keeper)).toEqual(told(whole.keeper));
    }
    // The clock goes on by a second each time it is asked.
    const now = new FakeKeeper();
    await sit(program, { saveEvery: 7000, keeper: now });
    const rarely = now.saved.filter(({ position }) => position.step > 0);
    expect(rarely.length).toBeGreaterThan(0);
    expect(rarely.length).toBeLessThan(inside.length);
  });

  it('stops at the next step when a save has failed', async () => {
    const keeper = new FakeKeeper();
    keeper.failure = new Error('the disk is full');
    const program = fakeProgram(fakePhase('only', { kind: 'epochs', count: 3 }));
    await expect(sit(program, { keeper })).rejects.toThrow('the disk is full');
    expect(epochs(keeper)).toEqual([]);
  });

  it('counts a phase in steps across passes over the data', async () => {
    const { keeper, session } = await sit(fakeProgram(fakePhase('only', { kind: 'steps', count: 7 })));
    expect(session.calls.filter(({ graph }) => graph === 'train/0')).toHaveLength(7);
    expect(epochs(keeper)).toHaveLength(3);
  });

  it('refuses to go round and round without a photo', async () => {
    const program = fakeProgram(fakePhase('only', { kind: 'epochs', count: 1 }));
    const sources = { train: fakeSource([], []), validation: undefined, test: undefined };
    await expect(sit(program, { sources })).rejects.toThrow('NET7015');
  });
});

function throughJson(position: Position): Position {
  return JSON.parse(JSON.stringify(position)) as Position;
}
