import { plainRegime } from '../../../src/typecheck/regime.ts';
import type { GraphKey } from '../../../src/ir/graph-keys.ts';
import type { PhaseProgram, Program } from '../../../src/ir/program.ts';
import type { HostTensor, Session, Tensors } from '../../../src/runtime/engines/engine.ts';
import type { Batch, BatchSource } from '../../../src/runtime/train/batch-source.ts';
import type { RunEvent } from '../../../src/runtime/train/events.ts';
import type { Position } from '../../../src/runtime/train/position.ts';
import type { State } from '../../../src/runtime/train/replay.ts';
import type { Keeper } from '../../../src/runtime/train/training.ts';
import { labelOf } from '../../support/label.ts';
import type { Values } from '../../../src/runtime/train/weights.ts';

const noGraph = { name: 'none', nodes: [], outputs: {}, updates: [] };

/** A phase over one weight `w` with one slot. */
export function fakePhase(
  name: string,
  length: PhaseProgram['length'],
  more: Partial<PhaseProgram> = {},
): PhaseProgram {
  return {
    name,
    batch: 2,
    length,
    regime: plainRegime,
    learningRate: 0.5,
    betas: undefined,
    augment: undefined,
    cached: undefined,
    mix: undefined,
    trainable: ['w'],
    frozen: ['moving'],
    slots: [`${name}/w/slot`],
    terms: [{ name: 'kind', kind: 'binary_crossentropy', weight: 1, output: 'kind', label: 'kind' }],
    classWeights: {},
    metrics: [{ name: 'accuracy', kind: 'accuracy', k: null, output: 'kind', label: 'kind' }],
    trainStep: noGraph,
    accumulateStep: undefined,
    evaluateStep: noGraph,
    prefix: undefined,
    cost: { flops: 10 },
    ...more,
  };
}

/** A program of one weight and one statistic. */
export function fakeProgram(...phases: readonly PhaseProgram[]): Program {
  const zero = { kind: 'constant', value: 0 } as const;
  return {
    train: 'small',
    model: { model: 'Small', inputs: [], layers: [], outputs: [], weights: [] },
    dataset: 'pets',
    seed: 1,
    precision: 'float32',
    inputs: [{ name: 'photo', column: 'photo', shape: [1] }],
    outputs: [
      {
        name: 'kind',
        shape: [1],
        trainOnly: false,
        label: labelOf('kind', 'binary', { classes: ['cat', 'dog'] }),
        margin: false,
      },
    ],
    labels: [labelOf('kind', 'binary', { classes: ['cat', 'dog'] })],
    weights: [],
    variables: [
      { path: 'w', shape: [2], initializer: { kind: 'constant', value: 1 }, role: 'weight' },
      { path: 'moving', shape: [1], initializer: zero, role: 'statistic' },
      ...phases.map((phase) => ({
        path: `${phase.name}/w/slot`,
        shape: [2],
        initializer: zero,
        role: 'slot' as const,
      })),
    ],
    phases,
    predict: noGraph,
  };
}

const column = (values: readonly number[]): HostTensor => ({
  dtype: 'float32',
  shape: [values.length, 1],
  data: Float32Array.from(values),
});

/**
 * A session whose arithmetic is simple enough to follow: a step takes the batch's mean input times the learning rate
 * (and where batches are gathered only the last of them takes any; and a little more for a larger `w`, so that order matters) off `w`, adds one to its phase's slot, and its loss is |w₀| + the mean input; the prediction is the input.
 */
export class FakeSession implements Session {
  readonly arithmetic = 'float32';
  readonly values = new Map<string, Float32Array>();
  readonly calls: { readonly graph: GraphKey; readonly feeds: Tensors }[] = [];
  /** Replaces the loss of the n-th training step, counted from 1. */
  lossAt: ReadonlyMap<number, number> = new Map();
  onStep: ((step: number) => void) | undefined;
  #steps = 0;

  assign(values: ReadonlyMap<string, Float32Array>): Promise<void> {
    for (const [path, value] of values) this.values.set(path, value.slice());
    return Promise.resolve();
  }

  run(graph: GraphKey, feeds: Tensors): Promise<Tensors> {
    this.calls.push({ graph, feeds });
    const input = feeds['input/photo']?.data ?? new Float32Array();
    const mean = [...input].reduce((sum, x) => sum + x, 0) / input.length;
    const weight = this.values.get('w') ?? new Float32Array(2);
    let loss = Math.abs(weight[0] ?? 0) + mean;
    const [kind, place] = graph.split('/');
    if (kind === 'train' || kind === 'accumulate') {
      this.#steps++;
      loss = this.lossAt.get(this.#steps) ?? loss;
      const rate = feeds['learning_rate']?.data[0] ?? 0;
      if (kind === 'train')
        this.values.set(
          'w',
          weight.map((w) => w - rate * mean * (1 + 0.1 * w)),
        );
      const slots = [...this.values.keys()].filter((path) => path.endsWith('/slot'));
      const slot = slots[Number(place)];
      if (slot !== undefined)
        this.values.set(
          slot,
          (this.values.get(slot) ?? new Float32Array(2)).map((v) => v + 1),
        );
      this.onStep?.(this.#steps);
    }
    return Promise.resolve({
      loss: { dtype: 'float32', shape: [], data: Float32Array.of(loss) },
      'loss/kind': { dtype: 'float32', shape: [], data: Float32Array.of(loss) },
      // A second task, a thousandth as hard, for programs that have one.
      'loss/other': { dtype: 'float32', shape: [], data: Float32Array.of(loss / 1000) },
      'prediction/kind': column([...input]),
    });
  }

  read(paths: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
    return Promise.resolve(
      new Map(paths.map((path) => [path, (this.values.get(path) ?? new Float32Array()).slice()])),
    );
  }

  memory(): undefined {
    return undefined;
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

/** Batches of inputs and labels that depend on the epoch as shuffling does. */
export function fakeSource(
  inputs: readonly number[],
  labels: readonly number[],
  size = 2,
  shuffle = false,
): BatchSource {
  return {
    samples: inputs.length,
    async *batches(epoch, skip) {
      const turn = shuffle ? epoch % Math.max(1, inputs.length) : 0;
      const order = inputs.map((_, index) => (index + turn) % inputs.length);
      for (let begin = skip * size; begin < order.length; begin += size) {
        await Promise.resolve();
        const chosen = order.slice(begin, begin + size);
        const batch: Batch = {
          feeds: {
            'input/photo': column(chosen.map((index) => inputs[index] ?? NaN)),
            'label/kind': column(chosen.map((index) => labels[index] ?? NaN)),
          },
          samples: chosen.length,
          files: chosen.map((index) => `photo${index}.jpg`),
        };
        yield batch;
      }
    },
  };
}

/** Keeps everything in memory. */
export class FakeKeeper implements Keeper {
  readonly saved: { readonly position: Position; readonly values: Values; readonly weights: Values }[] = [];
  phaseBest: Values = new Map();
  /** What has gone wrong in saving. */
  failure: Error | undefined;
  readonly best: { readonly position: Position; readonly values: ReadonlyMap<string, Float32Array> }[] = [];
  readonly events: RunEvent[] = [];

  save(position: Position, values: Values, weights: Values): Promise<void> {
    this.saved.push({ position, values, weights });
    return Promise.resolve();
  }

  saveState(position: Position, values: Values): Promise<void> {
    this.saved.push({ position, values, weights: new Map() });
    return Promise.resolve();
  }

  check(): void {
    if (this.failure !== undefined) throw this.failure;
  }

  settled(): Promise<void> {
    return Promise.resolve();
  }

  saveBest(position: Position, values: ReadonlyMap<string, Float32Array>): Promise<void> {
    this.best.push({ position, values });
    return Promise.resolve();
  }

  readState(): Promise<State | undefined> {
    return Promise.resolve(this.saved.at(-1));
  }

  savePhaseBest(_: Position, weights: Values): Promise<void> {
    this.phaseBest = weights;
    return Promise.resolve();
  }

  readPhaseBest(): Promise<Values> {
    return Promise.resolve(this.phaseBest);
  }

  record(event: RunEvent): Promise<void> {
    this.events.push(event);
    return Promise.resolve();
  }
}
