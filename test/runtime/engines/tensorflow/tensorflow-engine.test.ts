import { beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../../../../src/ir/compile.ts';
import { GraphBuilder } from '../../../../src/ir/graph-builder.ts';
import type { WeightUpdate } from '../../../../src/ir/op-graph.ts';
import { float32 } from '../../../../src/ir/tensor-type.ts';
import { EngineError } from '../../../../src/runtime/engines/engine-error.ts';
import type { Engine, Session, Tensors } from '../../../../src/runtime/engines/engine.ts';
import { createTensorflowEngine } from '../../../../src/runtime/engines/tensorflow/tensorflow-engine.ts';
import { drawWeight, uniform } from '../../../support/draws.ts';
import { describeWithEngine } from '../../../support/engines.ts';
import { arrayOf } from '../../../support/interpreter/array.ts';
import { interpret } from '../../../support/interpreter/interpret.ts';
import { origin, plainProgram } from '../../../support/plain-program.ts';
import { typedSmallConvnet } from '../../../support/typed-small-convnet.ts';

const scalar = (value: number) => ({ dtype: 'float32', shape: [], data: Float32Array.of(value) }) as const;
const vector = (...values: number[]) =>
  ({ dtype: 'float32', shape: [values.length], data: Float32Array.from(values) }) as const;

await describeWithEngine('tensorflow', 'the tensorflow engine', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createTensorflowEngine();
  });

  test('says what it is', () => {
    expect(engine.name).toBe('tensorflow');
    expect(engine.description).toMatch(/^TensorFlow \d+\.\d+\.\d+, (GPU|CPU)/);
  });

  describe('the small ConvNet on small photos', () => {
    const module = typedSmallConvnet(46, 8);
    const program = compile(module, module.trains[0]?.name ?? '').value;
    const samples = 8;
    // Every other photo is darker: something to learn.
    const pixels = uniform('photos', samples * 46 * 46 * 3).map((value, index) =>
      Math.floor(index / (46 * 46 * 3)) % 2 === 0 ? value : value / 2,
    );
    const labels = Float32Array.from({ length: samples }, (_, index) => index % 2);
    const feeds = (step: number): Tensors => ({
      'input/photo': { dtype: 'float32', shape: [samples, 46, 46, 3], data: pixels },
      'label/kind': { dtype: 'float32', shape: [samples, 1], data: labels },
      learning_rate: scalar(1e-3),
      seed: { dtype: 'int32', shape: [2], data: Int32Array.of(7, step) },
    });
    const start = (): Map<string, Float32Array> =>
      new Map(
        program.variables.map(({ path, shape, role }) => [
          path,
          role === 'slot' ? new Float32Array(shape.reduce((a, b) => a * b, 1)) : drawWeight(path, shape),
        ]),
      );
    const lossOf = (results: Tensors): number => results['loss']?.data[0] ?? NaN;

    /** To the bit; millions of numbers, so not by a matcher. */
    function expectEqual(
      given: ReadonlyMap<string, Float32Array>,
      wanted: ReadonlyMap<string, Float32Array>,
    ) {
      expect([...given.keys()]).toEqual([...wanted.keys()]);
      for (const [path, array] of wanted) {
        expect(
          given.get(path)?.every((value, index) => Object.is(value, array[index])),
          path,
        ).toBe(true);
      }
    }

    async function ready(): Promise<Session> {
      const session = await engine.load(program);
      await session.assign(start());
      return session;
    }

    test('learns eight photos by heart', async () => {
      const session = await ready();
      const before = lossOf(await session.run('evaluate/0', feeds(0)));
      for (let step = 0; step < 40; step += 1) await session.run('train/0', feeds(step));
      const after = lossOf(await session.run('evaluate/0', feeds(0)));
      expect(before).toBeGreaterThan(0.5);
      expect(after).toBeLessThan(before / 2);
      await session.dispose();
    });

    test('repeats itself to the bit', async () => {
      const losses = await Promise.all(
        [0, 1].map(async () => {
          const session = await ready();
          const seen: number[] = [];
          for (let step = 0; step < 5; step += 1)
            seen.push(lossOf(await session.run('train/0', feeds(step))));
          await session.dispose();
          return seen;
        }),
      );
      expect(losses[0]).toEqual(losses[1]);
    });

    test('keeps two sessions apart', async () => {
      const [one, other] = await Promise.all([ready(), ready()]);
      const untouched = lossOf(await other.run('evaluate/0', feeds(0)));
      for (let step = 0; step < 3; step += 1) await one.run('train/0', feeds(step));
      expect(lossOf(await other.run('evaluate/0', feeds(0)))).toBe(untouched);
      expect(lossOf(await one.run('evaluate/0', feeds(0)))).not.toBe(untouched);
      await one.dispose();
      expect(lossOf(await other.run('evaluate/0', feeds(0)))).toBe(untouched);
      await other.dispose();
    });

    test('takes batches of any size', async () => {
      const session = await ready();
      for (const count of [1, 3]) {
        const { 'prediction/kind': prediction } = await session.run('predict', {
          'input/photo': {
            dtype: 'float32',
            shape: [count, 46, 46, 3],
            data: pixels.slice(0, count * 46 * 46 * 3),
          },
        });
        expect(prediction?.shape).toEqual([count, 1]);
      }
      await session.dispose();
    });

    test('gives variables back as they were set, and keeps no hold of the arrays', async () => {
      const session = await engine.load(program);
      const values = start();
      await session.assign(values);
      for (const value of values.values()) value.fill(9);
      for (let step = 0; step < 2; step += 1) await session.run('evaluate/0', feeds(step));
      expectEqual(await session.read([...values.keys()]), start());
      const [path = ''] = values.keys();
      expect([...(await session.read([path])).keys()]).toEqual([path]);
      await session.dispose();
    });

    test('does not change arrays that it was given', async () => {
      const session = await engine.load(program);
      const values = start();
      await session.assign(values);
      await session.run('train/0', feeds(0));
      expectEqual(values, start());
      await session.dispose();
    });

    test('does not grow in 200 steps', async () => {
      const session = await ready();
      const steps = async (count: number): Promise<number> => {
        for (let step = 0; step < count; step += 1) await session.run('train/0', feeds(step));
        return process.memoryUsage().rss;
      };
      const before = await steps(50);
      const after = await steps(200);
      // One batch is 200 kB and the gradients of a step 3 MB: a leak of either would show.
      expect(after - before).toBeLessThan(30e6);
      await session.dispose();
    });

    test('refuses what does not fit, in words', async () => {
      const session = await ready();
      const { 'input/photo': photo, ...others } = feeds(0);
      if (!photo) throw new Error('the feed is missing');
      const short = { ...photo, shape: [4, 46, 46, 3] };
      const wide = { ...photo, shape: [samples, 46, 23, 6] };
      const refusals = {
        'needs the feed input/photo': session.run('train/0', others),
        'with 50784 elements': session.run('train/0', { ...others, 'input/photo': short }),
        'float32[N, 46, 46, 3], and was given float32[8, 46, 23, 6]': session.run('train/0', {
          ...others,
          'input/photo': wide,
        }),
        'no graph train/7': session.run('train/7', feeds(0)),
        'no variable nonsense': session.read(['nonsense']),
        'was given 3': session.assign(new Map([['kind.conv1/bias', new Float32Array(3)]])),
      };
      for (const [words, refused] of Object.entries(refusals)) {
        await expect(refused).rejects.toThrow(words);
        await expect(refused).rejects.toBeInstanceOf(EngineError);
      }
      await session.dispose();
      await expect(session.run('predict', feeds(0))).rejects.toThrow('disposed');
    });

    test('names the variable that has no value', async () => {
      const session = await engine.load(program);
      await expect(session.run('predict', feeds(0))).rejects.toThrow('used before it was assigned');
      await session.dispose();
    });
  });

  describe('updates', () => {
    const rate = 0.1;
    const shape = [3];

    /** Runs a step of one update three times on the engine and on the interpreter. */
    async function compare(
      slots: readonly string[],
      add: (builder: GraphBuilder, rate: number, gradient: number) => number,
    ): Promise<void> {
      const builder = new GraphBuilder(origin);
      const learningRate = builder.input('learning_rate', float32([]));
      const w = builder.add('read', [], { variable: 'w' }, float32(shape));
      const gradient = builder.binary('mul', builder.input('g', float32(shape)), w);
      const before = builder.add('reduce_sum', [w], { axes: [0], keepDimensions: false });
      const trainStep = builder.finish('train', { before }, [add(builder, learningRate, gradient)]);
      const variables = ['w', ...slots].map((path) => ({ path, shape }));
      const session = await engine.load(plainProgram({ trainStep, variables }));
      let values = new Map(
        variables.map(({ path }) => [path, arrayOf(shape, path === 'w' ? [0.5, -1, 2] : [0, 0, 0])]),
      );
      await session.assign(new Map([...values].map(([path, { data }]) => [path, Float32Array.from(data)])));
      for (let step = 1; step <= 3; step += 1) {
        const fed = {
          learning_rate: [rate],
          g: [0.3, 0.7, -0.2 * step],
          beta1_power: [0.9 ** step],
          beta2_power: [0.999 ** step],
          average_momentum: [step === 1 ? 0 : 0.75],
        };
        const arrays = Object.fromEntries(
          Object.entries(fed).map(([name, data]) => [name, arrayOf(name === 'g' ? shape : [], data)]),
        );
        const expected = interpret(trainStep, { feeds: arrays, variables: values, samples: 1 });
        const results = await session.run('train/0', {
          learning_rate: scalar(rate),
          g: vector(...fed.g),
          beta1_power: scalar(0.9 ** step),
          beta2_power: scalar(0.999 ** step),
          average_momentum: scalar(step === 1 ? 0 : 0.75),
        });
        expect(results['before']?.data[0]).toBeCloseTo(expected.outputs['before']?.data[0] ?? NaN, 5);
        values = new Map([...values, ...expected.changed]);
        const read = await session.read(variables.map(({ path }) => path));
        for (const [path, { data }] of values) {
          for (const [at, value] of data.entries()) expect(read.get(path)?.[at]).toBeCloseTo(value, 5);
        }
      }
      await session.dispose();
    }

    const none: Pick<WeightUpdate, 'decay' | 'average'> = { decay: null, average: null };
    const both: Pick<WeightUpdate, 'decay' | 'average'> = { decay: 0.3, average: 'a' };

    /** The operands of an update, gradient last. */
    const operands = (
      builder: GraphBuilder,
      learningRate: number,
      gradient: number,
      { average }: Pick<WeightUpdate, 'average'>,
    ): readonly number[] => [
      learningRate,
      ...(average === null ? [] : [builder.input('average_momentum', float32([]))]),
      gradient,
    ];

    describe.each([
      ['alone', none, []],
      ['with decay', { ...none, decay: 0.3 }, []],
      ['with decay and average', both, ['a']],
    ] as const)('%s', (_, beside, kept) => {
      const common = { variable: 'w', ...beside };

      test('sgd', () =>
        compare(kept, (builder, learningRate, gradient) =>
          builder.add('apply_sgd', operands(builder, learningRate, gradient, beside), {
            ...common,
            velocity: null,
            momentum: 0,
            nesterov: false,
          }),
        ));

      test.each([false, true])('sgd with momentum, nesterov %s', (nesterov) =>
        compare(['m', ...kept], (builder, learningRate, gradient) =>
          builder.add('apply_sgd', operands(builder, learningRate, gradient, beside), {
            ...common,
            velocity: 'm',
            momentum: 0.9,
            nesterov,
          }),
        ),
      );

      test.each([0, 0.5])('rmsprop with momentum %s', (momentum) =>
        compare([...(momentum === 0 ? ['v'] : ['v', 'd']), ...kept], (builder, learningRate, gradient) =>
          builder.add('apply_rmsprop', operands(builder, learningRate, gradient, beside), {
            ...common,
            meanSquare: 'v',
            velocity: momentum === 0 ? null : 'd',
            rho: 0.9,
            momentum,
            epsilon: 1e-7,
          }),
        ),
      );

      test('adam', () =>
        compare(['m', 'v', ...kept], (builder, learningRate, gradient) => {
          const powers = ['beta1_power', 'beta2_power'].map((name) => builder.input(name, float32([])));
          const [, ...rest] = operands(builder, learningRate, gradient, beside);
          return builder.add('apply_adam', [learningRate, ...powers, ...rest], {
            ...common,
            mean: 'm',
            meanSquare: 'v',
            beta1: 0.9,
            beta2: 0.999,
            epsilon: 1e-7,
          });
        }));

      test('adagrad', () =>
        compare(['s', ...kept], (builder, learningRate, gradient) =>
          builder.add('apply_adagrad', operands(builder, learningRate, gradient, beside), {
            ...common,
            sumSquare: 's',
            epsilon: 1e-2,
          }),
        ));

      test('adadelta', () =>
        compare(['v', 'u', ...kept], (builder, learningRate, gradient) =>
          builder.add('apply_adadelta', operands(builder, learningRate, gradient, beside), {
            ...common,
            meanSquare: 'v',
            meanSquareStep: 'u',
            rho: 0.95,
            epsilon: 1e-2,
          }),
        ));

      test('lion', () =>
        compare(['m', ...kept], (builder, learningRate, gradient) =>
          builder.add('apply_lion', operands(builder, learningRate, gradient, beside), {
            ...common,
            mean: 'm',
            beta1: 0.9,
            beta2: 0.99,
          }),
        ));
    });

    test('assign', () =>
      compare([], (builder, _rate, gradient) => builder.add('assign', [gradient], { variable: 'w' })));
  });
});
