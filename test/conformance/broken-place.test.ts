import { expect, test } from 'vitest';
import { GraphBuilder } from '../../src/ir/graph-builder.ts';
import { programGraphs } from '../../src/ir/graph-keys.ts';
import type { OpGraph, ValueId } from '../../src/ir/op-graph.ts';
import { addGradients } from '../../src/ir/gradients.ts';
import type { Program } from '../../src/ir/program.ts';
import { float32 } from '../../src/ir/tensor-type.ts';
import { verifyGraph } from '../../src/ir/verify.ts';
import { programOf, watchGraph } from '../../src/ir/watch-graph.ts';
import type { Engine, Tensors } from '../../src/runtime/engines/engine.ts';
import { brokenPlace, type BrokenPlace } from '../../src/runtime/train/broken-place.ts';
import { fakePhase, fakeProgram } from '../runtime/train/fake.ts';
import { relativeDifference } from './agreement.ts';
import {
  batchOf,
  beginningValues,
  compileNetwork,
  networkCases,
  stepFeeds,
  wanted,
} from './network-cases.ts';
import { onEachEngine } from './on-each-engine.ts';

const origin = (path: string) => ({ path, file: 'test.net', line: 1 });

/** One step of gradient descent on `loss(w)`, whose rate is fed. */
function descent(loss: (b: GraphBuilder, w: ValueId) => ValueId): OpGraph {
  const b = new GraphBuilder(origin('first'));
  const w = b.read('w', [2]);
  const value = b.add('reduce_sum', [loss(b, w)], { axes: [0], keepDimensions: false });
  const gradient = addGradients(b, value, new Set([w])).get(w);
  if (gradient === undefined) throw new Error('the loss does not depend on w');
  b.origin = origin('update');
  const rate = b.input('learning_rate', float32([]));
  const update = b.add('apply_sgd', [rate, gradient], {
    variable: 'w',
    decay: null,
    average: null,
    velocity: null,
    momentum: 0,
    nesterov: false,
  });
  return b.finish('train', { loss: value }, [update]);
}

const programWith = (trainStep: OpGraph): Program =>
  fakeProgram(fakePhase('only', { kind: 'epochs', count: 1 }, { trainStep }));

async function placeIn(
  engine: Engine,
  trainStep: OpGraph,
  w: readonly number[],
  rate = 1,
): Promise<BrokenPlace | undefined> {
  const feeds: Tensors = { learning_rate: { dtype: 'float32', shape: [], data: Float32Array.of(rate) } };
  const values = new Map([['w', Float32Array.from(w)]]);
  const scene = { graph: 'train/0', feeds, values, files: [] } as const;
  return brokenPlace(programWith(trainStep), scene, { arithmetic: 'float32' }, (program) =>
    engine.load(program),
  );
}

await onEachEngine('finds where a number breaks', (engine, name) => {
  test('in the forward pass, at the op that makes it', async () => {
    const logarithm = descent((b, w) => {
      const log = b.unary('log', w);
      b.origin = origin('second');
      return b.unary('exp', b.binary('mul', log, log));
    });
    const place = await placeIn(await engine(), logarithm, [1, 0]);
    expect(place).toEqual({ kind: 'op', op: 'log', part: 'forward', origin: origin('first') });
  });

  test('in the gradients, where the loss is a number', async () => {
    const root = descent((b, w) => b.unary('sqrt', w));
    expect(await placeIn(await engine(), root, [1, 0])).toMatchObject({ kind: 'op', part: 'backward' });
  });

  test('in the update, where gradients are numbers', async () => {
    const square = descent((b, w) => b.unary('square', w));
    const place = await placeIn(await engine(), square, [1e10, 1], 1e30);
    expect(place).toMatchObject({ kind: 'op', op: 'apply_sgd', part: 'update', origin: { path: 'w' } });
  });

  test('in what it began with', async () => {
    const square = descent((b, w) => b.unary('square', w));
    expect(await placeIn(await engine(), square, [NaN, 1])).toEqual({ kind: 'variable', path: 'w' });
    expect(await placeIn(await engine(), square, [1, 1], Infinity)).toEqual({
      kind: 'feed',
      feed: 'learning_rate',
      sample: 0,
    });
  });

  test('nowhere, where none does', async () => {
    const root = descent((b, w) => b.unary('sqrt', w));
    expect(await placeIn(await engine(), root, [1, 4])).toBeUndefined();
  });

  const networks = networkCases().filter(({ program }) => name !== 'cpu' || program !== 'lecture');
  test.each(networks)('and an ordinary step is what it was: $name', { timeout: 60_000 }, async (network) => {
    const program = compileNetwork(network.program, network.train);
    const graph = programGraphs(program).get('train/0');
    if (graph === undefined) throw new Error('the program has no step');
    const statistics = program.variables.flatMap(({ path, role }) => (role === 'statistic' ? [path] : []));
    const watching = watchGraph(graph, new Set(statistics));
    expect(verifyGraph(watching.graph, program.variables)).toEqual([]);
    const session = await (await engine()).load(programOf(program, watching.graph));
    await session.assign(beginningValues(program));
    const feeds = { ...batchOf(network, program, 0), ...stepFeeds(program, 0) };
    const results = await session.run('predict', wanted(program, feeds));
    expect(relativeDifference(results['loss']?.data ?? [], [network.steps.losses[0] ?? NaN])).toBeLessThan(
      1e-4,
    );
    const broken = watching.values.filter(({ output }) => results[output]?.data[0] !== 0);
    expect(broken).toEqual([]);
    await session.dispose();
  });
});
