import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import type { GraphKey } from '../../src/ir/graph-keys.ts';
import { opKey } from '../../src/ir/op-key.ts';
import type { Program } from '../../src/ir/program.ts';
import type { HostTensor, Session, Tensors } from '../../src/runtime/engines/engine.ts';
import type { BatchSource } from '../../src/runtime/train/batch-source.ts';
import { beginning } from '../../src/runtime/train/position.ts';
import { train } from '../../src/runtime/train/training.ts';
import { losses as allLosses, type HeadKind } from '../../src/typecheck/train/losses.ts';
import { optimizerKinds } from '../../src/typecheck/train/optimizer.ts';
import { scheduleOptions } from '../../src/typecheck/train/schedule.ts';
import { compileText } from '../support/compile-text.ts';
import { uniform } from '../support/draws.ts';
import { FakeKeeper } from '../runtime/train/fake.ts';
import { relativeDifference } from './agreement.ts';
import { beginningValues } from './network-cases.ts';
import { onEachEngine } from './on-each-engine.ts';

/** An optimiser in Keras on a loss, as scripts/oracles/optimizers.py writes it. */
interface OptimizerCase {
  readonly optimizer: string;
  readonly loss: string;
  readonly head: HeadKind;
  readonly phases: readonly PhaseCase[];
}

interface PhaseCase {
  /** A line of the phase. */
  readonly settings: string;
  readonly losses: readonly number[];
  /** The losses of validation after each epoch, where a schedule goes by them. */
  readonly validation?: readonly number[];
  /** Every weight, and every average, after the steps. */
  readonly after: Readonly<Record<string, readonly number[]>>;
}

const fixture = readFileSync(new URL('../fixtures/optimizers.json', import.meta.url), 'utf8');
// The fixture is ours, written in this form.
const cases = JSON.parse(fixture) as readonly OptimizerCase[];

const [count, size, stepsInEpoch, epochs] = [6, 2, 2, 5];
const tolerance = 1e-4;

const labels = {
  number: 'number',
  binary: 'binary("a", "b")',
  margin: 'binary("a", "b")',
  class: 'class("a", "b", "c")',
} as const satisfies Readonly<Record<HeadKind, string>>;

const heads = {
  number: '1',
  binary: '1, sigmoid',
  margin: '1',
  class: '3, softmax',
} as const satisfies Readonly<Record<HeadKind, string>>;

/** One train with a phase for each line of settings. */
function programOf({ optimizer, loss, head, phases }: OptimizerCase): Program {
  return compileText(`
    data photos = table("photos.csv") {
      photo: image(column: "path", size: ${size}x${size}, channels: 1)
      target: ${labels[head]}
      split: fractions(80%, 10%, 10%)
    }
    model Net(photo: [${size}, ${size}, 1]) {
      output target = photo -> flatten -> dense(3, tanh) -> dense(${heads[head]})
    }
    train all = Net on photos {
      minimize: ${loss}
      optimizer: ${optimizer}
      batch: ${count}
      epochs: ${epochs}
      ${phases.map(({ settings }, index) => `phase p${index} { ${settings} }`).join('\n')}
    }`);
}

function batchOf(head: HeadKind, name: string): Tensors {
  const photos = { shape: [count, size, size, 1], data: uniform(`images ${name}`, count * size * size) };
  return {
    'input/photo': { dtype: 'float32', ...photos },
    'label/target': labelsOf(head, uniform(`labels ${name}`, count)),
  };
}

function labelsOf(head: HeadKind, draws: Float32Array): HostTensor {
  if (head === 'class')
    return { dtype: 'int32', shape: [count], data: Int32Array.from(draws, (u) => Math.floor(u * 3)) };
  const data = draws.map((u) => (head === 'number' ? 3 * u - 1 : Math.round(u)));
  return { dtype: 'float32', shape: [count, 1], data };
}

/** The batches of each epoch, in order. */
function source(names: (epoch: number) => readonly string[], head: HeadKind): BatchSource {
  return {
    samples: names(0).length * count,
    async *batches(epoch) {
      for (const name of names(epoch)) {
        await Promise.resolve();
        yield { feeds: batchOf(head, name), samples: count, files: [] };
      }
    },
  };
}

/** A session that remembers the loss of each training step, and the variables after the last one. */
class Recorded implements Session {
  readonly losses: number[] = [];
  after: ReadonlyMap<string, Float32Array> = new Map();
  readonly #session: Session;
  readonly #paths: readonly string[];

  constructor(session: Session, paths: readonly string[]) {
    this.#session = session;
    this.#paths = paths;
  }

  get arithmetic() {
    return this.#session.arithmetic;
  }

  assign(values: ReadonlyMap<string, Float32Array>): Promise<void> {
    return this.#session.assign(values);
  }

  async run(graph: GraphKey, feeds: Tensors): Promise<Tensors> {
    const results = await this.#session.run(graph, feeds);
    if (graph.startsWith('train/') || graph.startsWith('accumulate/')) {
      this.losses.push(results['loss']?.data[0] ?? NaN);
      if (this.losses.length === stepsInEpoch * epochs) this.after = await this.#session.read(this.#paths);
    }
    return results;
  }

  read(paths: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
    return this.#session.read(paths);
  }

  memory() {
    return this.#session.memory();
  }

  dispose(): Promise<void> {
    return this.#session.dispose();
  }
}

/** The program of one of its phases alone. */
function alone(program: Program, index: number): Program {
  return { ...program, phases: program.phases.slice(index, index + 1) };
}

/** Trains a program of one phase from the weights that the oracle began with. */
async function trained(
  session: Session,
  program: Program,
  head: HeadKind,
  { validation, after }: PhaseCase,
): Promise<{ readonly recorded: Recorded; readonly validation: readonly number[] }> {
  const recorded = new Recorded(session, Object.keys(after));
  const keeper = new FakeKeeper();
  await session.assign(beginningValues(program));
  const stepsOf = (epoch: number): readonly string[] =>
    Array.from({ length: stepsInEpoch }, (_, step) => String(epoch * stepsInEpoch + step));
  await train(
    {
      program,
      session: recorded,
      sources: () => ({
        train: source(stepsOf, head),
        validation: validation && source(() => ['of validation'], head),
        test: undefined,
      }),
      seed: program.seed,
      rateShare: 1,
      keeper,
      stop: new AbortController().signal,
      clock: () => 0,
      saveEvery: Infinity,
    },
    beginning,
  );
  const figures = keeper.events.flatMap((event) =>
    event.event === 'epoch' && event.val ? [event.val.loss] : [],
  );
  return { recorded, validation: figures };
}

await onEachEngine('moves weights as Keras does', (engine) => {
  test.each(cases)('$optimizer on $loss', async (each) => {
    const program = programOf(each);
    const common = await (await engine()).load(alone(program, 0));
    for (const [index, phase] of each.phases.entries()) {
      const own = alone(program, index);
      // Schedules change what a step is fed, not what it computes.
      const isScheduled = phase.settings.startsWith('schedule: ');
      if (isScheduled) expect(stepOf(own)).toEqual(stepOf(alone(program, 0)));
      const session = isScheduled ? common : await (await engine()).load(own);
      const { recorded, validation } = await trained(session, own, each.head, phase);
      expect(relativeDifference(recorded.losses, phase.losses), phase.settings).toBeLessThan(tolerance);
      expect(relativeDifference(validation, phase.validation ?? []), phase.settings).toBeLessThan(tolerance);
      // All in one: a single weight may happen to be all but 0.
      const weights = Object.keys(phase.after).flatMap((path) => [...(recorded.after.get(path) ?? [])]);
      expect(relativeDifference(weights, Object.values(phase.after).flat()), phase.settings).toBeLessThan(
        tolerance,
      );
      if (session !== common) await session.dispose();
    }
    await common.dispose();
  });
});

/** What a step of training computes, wherever it is written. */
const stepOf = ({ phases }: Program): readonly string[] => phases[0]?.trainStep.nodes.map(opKey) ?? [];

it('has each optimiser on each loss, under each schedule', () => {
  const word = (text: string): string => /^\w+/.exec(text)?.[0] ?? '';
  const [optimizers, losses] = (['optimizer', 'loss'] as const).map(
    (key) => new Set(cases.map((each) => each[key])),
  );
  const kinds = (texts: Iterable<string>): readonly string[] => [...new Set(Array.from(texts, word))].sort();
  expect(kinds(optimizers ?? [])).toEqual([...optimizerKinds].sort());
  expect(kinds(losses ?? [])).toEqual(Object.keys(allLosses).sort());
  const schedules = Object.keys(scheduleOptions(new Map())).sort();
  for (const optimizer of optimizers ?? [])
    for (const loss of losses ?? []) {
      const found = cases.filter((each) => each.optimizer === optimizer && each.loss === loss);
      const lines = found.flatMap(({ phases }) => phases.map(({ settings }) => settings));
      const scheduled = lines.filter((line) => line.startsWith('schedule: '));
      expect(
        kinds(scheduled.map((line) => line.slice('schedule: '.length))),
        `${optimizer} on ${loss}`,
      ).toEqual(schedules);
    }
});
