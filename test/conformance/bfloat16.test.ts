import { expect, test } from 'vitest';
import type { Program } from '../../src/ir/program.ts';
import { describeWithEngine } from '../support/engines.ts';
import { relativeDifference } from './agreement.ts';
import { batchOf, beginningValues, compileNetwork, networkCases, trainStep } from './network-cases.ts';
import type { NetworkCase } from './network-cases.ts';

/** Eight bits of a fraction are an error of 2⁻⁹ a number; a network sums many of them up, of both signs. */
const tolerance = 0.05;

await describeWithEngine('tensorflow', 'training steps in bfloat16 agree with float32', () => {
  const load = async (
    network: NetworkCase,
    precision: Program['precision'],
    optimizer?: string,
  ): Promise<{ program: Program; session: Awaited<ReturnType<typeof start>> }> => {
    const program = { ...compileNetwork(network.program, network.train, optimizer), precision };
    return { program, session: await start(program) };
  };
  const start = async (program: Program) => {
    const { createTensorflowEngine } =
      await import('../../src/runtime/engines/tensorflow/tensorflow-engine.ts');
    const session = await (await createTensorflowEngine()).load(program);
    await session.assign(beginningValues(program));
    return session;
  };

  test.each(networkCases())('$name: losses of ten steps', { timeout: 60_000 }, async (network) => {
    const { program, session } = await load(network, 'bfloat16');
    expect(session.arithmetic).toBe('bfloat16');
    const losses: number[] = [];
    for (let step = 0; step < network.steps.losses.length; step++) {
      losses.push(await trainStep(session, network, program, step));
    }
    expect(relativeDifference(losses, network.steps.losses)).toBeLessThan(tolerance);
    // It is another arithmetic, and no float32 that only says so.
    expect(relativeDifference(losses, network.steps.losses)).toBeGreaterThan(1e-6);
    await session.dispose();
  });

  test.each(networkCases())('$name: the gradient points the same way', async (network) => {
    const rate = 1000;
    const differences = async (precision: Program['precision']): Promise<Map<string, Float32Array>> => {
      const { program, session } = await load(network, precision, `sgd(${rate})`);
      const before = beginningValues(program);
      await trainStep(session, network, program, 0);
      const after = await session.read(Object.keys(network.gradients));
      await session.dispose();
      return new Map(
        [...after].map(([path, values]) => [
          path,
          values.map((value, index) => ((before.get(path)?.[index] ?? NaN) - value) / rate),
        ]),
      );
    };
    const exact = await differences('float32');
    const rounded = await differences('bfloat16');
    let [product, ofExact, ofRounded] = [0, 0, 0];
    for (const [path, gradient] of exact) {
      for (const [index, value] of gradient.entries()) {
        const other = rounded.get(path)?.[index] ?? NaN;
        product += value * other;
        ofExact += value * value;
        ofRounded += other * other;
      }
    }
    expect(product / Math.sqrt(ofExact * ofRounded)).toBeGreaterThan(0.98);
    expect(Math.sqrt(ofRounded / ofExact)).toBeCloseTo(1, 1);
  });

  test('validation and predictions stay float32', async () => {
    const [network] = networkCases();
    if (network === undefined) throw new Error('There is no network.');
    const { program, session } = await load(network, 'bfloat16');
    const results = await session.run('evaluate/0', batchOf(network, program, 0));
    expect(relativeDifference(results['loss']?.data ?? [], [network.evaluate.loss])).toBeLessThan(1e-4);
    await session.dispose();
  });
});
