import { describe, expect, test } from 'vitest';
import { relativeDifference } from './agreement.ts';
import { expectDigest } from './expect-digest.ts';
import { batchOf, beginningValues, compileNetwork, networkCases, trainStep } from './network-cases.ts';
import { onEachEngine } from './on-each-engine.ts';

const tolerance = 1e-4;

const networks = networkCases();

describe('shapes and parameters agree with Keras, layer by layer', () => {
  test.each(networks)('$name', (network) => {
    const { model } = compileNetwork(network.program, network.train);
    const ours = model.layers.map(({ path, shape, parameters }) => ({ path, output: shape, parameters }));
    const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);
    expect(ours.toSorted(byPath)).toEqual([...network.layers].sort(byPath));
  });
});

await onEachEngine('agrees with Keras', (engine, name) => {
  // The plain kernels take a quarter of an hour for ten steps of the lecture's network; they run the small ones.
  const feasible = networks.filter((network) => name !== 'cpu' || network.program !== 'lecture');

  test.each(feasible)('$name: prediction and loss', async (network) => {
    const program = compileNetwork(network.program, network.train);
    const session = await (await engine()).load(program);
    await session.assign(beginningValues(program));
    const batch = batchOf(network, program, 0);
    const results = await session.run('evaluate/0', batch);
    expect(relativeDifference(results['loss']?.data ?? [], [network.evaluate.loss])).toBeLessThan(tolerance);
    const prediction = results['prediction/kind']?.data ?? [];
    expect(relativeDifference(prediction, network.evaluate.prediction)).toBeLessThan(tolerance);
    const photos = Object.entries(batch).filter(([feed]) => feed.startsWith('input/'));
    const used = await session.run('predict', Object.fromEntries(photos));
    expect(relativeDifference(used['prediction/kind']?.data ?? [], prediction)).toBeLessThan(1e-5);
    await session.dispose();
  });

  test.each(feasible)('$name: every gradient', async (network) => {
    // One step of plain gradient descent at a huge rate shows the gradient: (before − after) / rate.
    const rate = 1000;
    const program = compileNetwork(network.program, network.train, `sgd(${rate})`);
    const session = await (await engine()).load(program);
    const before = beginningValues(program);
    await session.assign(before);
    await trainStep(session, network, program, 0);
    const after = await session.read(Object.keys(network.gradients));
    for (const [path, digest] of Object.entries(network.gradients)) {
      const gradient = (before.get(path) ?? new Float32Array()).map(
        (value, index) => (value - (after.get(path)?.[index] ?? NaN)) / rate,
      );
      expectDigest(path, gradient, digest);
    }
    await session.dispose();
  });

  test.each(feasible)('$name: ten training steps', { timeout: 300_000 }, async (network) => {
    const program = compileNetwork(network.program, network.train);
    const session = await (await engine()).load(program);
    await session.assign(beginningValues(program));
    const losses: number[] = [];
    for (let step = 0; step < network.steps.losses.length; step++) {
      losses.push(await trainStep(session, network, program, step));
    }
    expect(relativeDifference(losses, network.steps.losses)).toBeLessThan(tolerance);
    const after = await session.read(Object.keys(network.after));
    for (const [path, digest] of Object.entries(network.after)) {
      expectDigest(path, after.get(path) ?? new Float32Array(), digest);
    }
    await session.dispose();
  });
});
